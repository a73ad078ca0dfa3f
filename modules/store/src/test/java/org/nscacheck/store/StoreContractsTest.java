/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.DueList;
import org.nscacheck.contract.CheckStoreContract;
import org.nscacheck.contract.DeliveryStoreContract;
import org.nscacheck.contract.DueListContract;
import org.nscacheck.contract.RunStoreContract;
import org.nscacheck.contract.ServerStoreContract;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.run.RunStore;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;

/** Holds the stores in PostgreSQL to the contracts that the fakes of core keep too. */
class StoreContractsTest {

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Nested
    class Servers implements ServerStoreContract {
        @Override
        public ServerStore servers() {
            return fixture.nsca.servers();
        }
    }

    @Nested
    class Checks implements CheckStoreContract, DueListContract {
        @Override
        public CheckStore checks() {
            return fixture.nsca.checks();
        }

        @Override
        public DueList due() {
            return fixture.nsca.due();
        }
    }

    @Nested
    class Runs implements RunStoreContract {
        @Override
        public RunStore runs() {
            return fixture.nsca.runs();
        }

        @Override
        public void makeDue(CheckKey... keys) {
            fixture.planDueNow(
                    Stream.of(keys).map(key -> fixture.addCheck(key.value())).toArray(Check[]::new));
        }
    }

    @Nested
    class Deliveries implements DeliveryStoreContract {

        private final Server server = fixture.addServer("nagios", CatchUp.ALL);
        private Duration passed = Duration.ZERO;

        @Override
        public DeliveryStore outbox() {
            return fixture.nsca.deliveries();
        }

        @Override
        public ServerId receiver() {
            return server.id();
        }

        @Override
        public void deliver(String... services) {
            for (String service : services) {
                Check check = fixture.nsca.checks().findAll().stream()
                        .filter(stored -> stored.name().equals(service))
                        .findFirst()
                        .map(stored -> Fixture.check(stored, "1m", service, true, server))
                        .orElseGet(() -> fixture.addCheck(service, server));
                fixture.planDueNow(check);
                fixture.result(check, Status.WARNING, "message");
            }
        }

        @Override
        public void passTime(Duration time) {
            passed = passed.plus(time);
            fixture.moveClock(passed);
        }
    }
}
