/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.DueList;
import org.nscacheck.contract.AuditTrailContract;
import org.nscacheck.contract.CheckStoreContract;
import org.nscacheck.contract.DatabaseContract;
import org.nscacheck.contract.DeliveryDeskContract;
import org.nscacheck.contract.DeliveryStoreContract;
import org.nscacheck.contract.DueListContract;
import org.nscacheck.contract.EnvironmentStoreContract;
import org.nscacheck.contract.HistoryStoreContract;
import org.nscacheck.contract.NodeStoreContract;
import org.nscacheck.contract.PolicyStoreContract;
import org.nscacheck.contract.RunStoreContract;
import org.nscacheck.contract.ServerStoreContract;
import org.nscacheck.contract.SummaryReaderContract;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.engine.Stores;
import org.nscacheck.policy.PolicyStore;
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
            return fixture.nsca.stores().servers();
        }
    }

    @Nested
    class Policies implements PolicyStoreContract {
        @Override
        public PolicyStore policies() {
            return fixture.nsca.stores().policies();
        }
    }

    @Nested
    class Checks implements CheckStoreContract, DueListContract {
        @Override
        public CheckStore checks() {
            return fixture.nsca.stores().checks();
        }

        @Override
        public DueList due() {
            return fixture.nsca.stores().due();
        }
    }

    @Nested
    class Runs implements RunStoreContract {
        @Override
        public RunStore runs() {
            return fixture.nsca.stores().runs();
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
            return fixture.nsca.stores().deliveries();
        }

        @Override
        public ServerId receiver() {
            return server.id();
        }

        @Override
        public void deliver(String... services) {
            for (String service : services) {
                Check check = fixture.nsca.stores().checks().findAll().stream()
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

    /** All stores of one database, whose clock stands. */
    private abstract class WholeDatabase implements DatabaseContract {

        WholeDatabase() {
            passTime(Duration.ZERO);
        }

        @Override
        public Stores stores() {
            return fixture.nsca.stores();
        }

        @Override
        public void passTime(Duration time) {
            fixture.stopClock(time);
        }
    }

    @Nested
    class Audit extends WholeDatabase implements AuditTrailContract {}

    @Nested
    class Desk extends WholeDatabase implements DeliveryDeskContract {}

    @Nested
    class Nodes extends WholeDatabase implements NodeStoreContract {}

    @Nested
    class Summaries extends WholeDatabase implements SummaryReaderContract {}

    @Nested
    class History extends WholeDatabase implements HistoryStoreContract {
        @Override
        public void loseDelivery(Server server) {
            fixture.execute("DELETE FROM nscacheck.nsca_delivery WHERE id ="
                    + " (SELECT max(id) FROM nscacheck.nsca_delivery WHERE server_id = '" + server.id() + "')");
        }
    }

    @Nested
    class Environments implements EnvironmentStoreContract {

        private final Map<String, NscaDatabase> processes = new HashMap<>();

        @AfterEach
        void close() {
            processes.values().forEach(NscaDatabase::close);
        }

        @Override
        public Stores stores(String environment) {
            return processes.computeIfAbsent(environment, this::open).stores();
        }

        private NscaDatabase open(String environment) {
            return NscaDatabase.open(
                    fixture.database.dataSource(),
                    new NscaDatabase.Settings(
                            "nscacheck", NscaDatabase.SchemaMode.MIGRATE, Fixture.CIPHER, environment, 3));
        }
    }
}
