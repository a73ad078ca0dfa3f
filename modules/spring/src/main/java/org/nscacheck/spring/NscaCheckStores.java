/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import org.nscacheck.admin.ConditionStore;
import org.nscacheck.check.CheckStore;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.delivery.EnvironmentStore;
import org.nscacheck.engine.HistoryStore;
import org.nscacheck.engine.NodeStore;
import org.nscacheck.engine.RunStore;
import org.nscacheck.server.ServerStore;

/** The stores as one bean, so that no bean of a store's own type can be picked up by the application by accident. */
public record NscaCheckStores(
        ServerStore servers,
        CheckStore checks,
        RunStore runs,
        DeliveryStore deliveries,
        ConditionStore conditions,
        EnvironmentStore environment,
        HistoryStore history,
        NodeStore nodes) {}
