/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.nscacheck.alerting.AlertStore;
import org.nscacheck.contract.AlertStoreContract;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.ServerId;

/** Holds what people are told in PostgreSQL to the contract that the store in memory keeps too. */
class AlertStoreTest implements AlertStoreContract {

    private final Fixture db = new Fixture();
    private ServerId notifier = ServerId.random();

    @BeforeEach
    void addNotifier() {
        db.stopClock(Duration.ZERO);
        notifier = db.addServer("people", CatchUp.ALL).id();
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Override
    public AlertStore alerts() {
        return db.nsca.stores().alerts();
    }

    @Override
    public Instant alertsNow() {
        return db.nsca.stores().due().now();
    }

    @Override
    public void passAlertTime(Duration time) {
        db.stopClock(time);
    }

    @Override
    public ServerId notifier() {
        return notifier;
    }

    @Override
    public int deliveries() {
        return Integer.parseInt(db.query(
                        "SELECT count(*) FROM nscacheck.nsca_delivery WHERE notice_id IS NOT NULL AND state = 'WAITING'")
                .get(0));
    }
}
