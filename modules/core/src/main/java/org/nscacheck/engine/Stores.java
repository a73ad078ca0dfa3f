/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import org.nscacheck.admin.DeliveryDesk;
import org.nscacheck.admin.SummaryReader;
import org.nscacheck.alerting.AlertStore;
import org.nscacheck.audit.AuditTrail;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.DueList;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.delivery.EnvironmentStore;
import org.nscacheck.history.HistoryStore;
import org.nscacheck.node.NodeStore;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.run.RunStore;
import org.nscacheck.server.ServerStore;

/**
 * All stores of a database, as one bean, so that no bean has the type of a single store.
 *
 * @param opening makes the stores usable, as soon as the database answers
 */
public record Stores(
        ServerStore servers,
        CheckStore checks,
        People people,
        DueList due,
        RunStore runs,
        DeliveryStore deliveries,
        SummaryReader summaries,
        EnvironmentStore environment,
        HistoryStore history,
        NodeStore nodes,
        StoreOpening opening) {

    /**
     * What concerns people.
     *
     * @param policies what they decided
     * @param alerts what they are told
     * @param audit what they did
     * @param desk the outbox as they see it
     */
    public record People(PolicyStore policies, AlertStore alerts, AuditTrail audit, DeliveryDesk desk) {}

    /** Returns what people decided. */
    public PolicyStore policies() {
        return people.policies();
    }

    /** Returns what people are told. */
    public AlertStore alerts() {
        return people.alerts();
    }

    /** Returns what people did. */
    public AuditTrail audit() {
        return people.audit();
    }

    /** Returns the outbox as people see it. */
    public DeliveryDesk desk() {
        return people.desk();
    }
}
