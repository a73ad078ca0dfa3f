/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import org.nscacheck.admin.SummaryReader;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.DueList;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.delivery.EnvironmentStore;
import org.nscacheck.history.HistoryStore;
import org.nscacheck.node.NodeStore;
import org.nscacheck.run.RunStore;
import org.nscacheck.server.ServerStore;

/**
 * All stores of a database. In an application one bean, so that none of a store's own type can be picked up by accident.
 *
 * @param opening how the stores become usable, which may take until their database is there
 */
public record Stores(
        ServerStore servers,
        CheckStore checks,
        DueList due,
        RunStore runs,
        DeliveryStore deliveries,
        SummaryReader summaries,
        EnvironmentStore environment,
        HistoryStore history,
        NodeStore nodes,
        StoreOpening opening) {}
