/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.alerting.AlertStore;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.DueList;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.contract.AlertStoreContract;
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
import org.nscacheck.contract.Samples;
import org.nscacheck.contract.ServerStoreContract;
import org.nscacheck.contract.SummaryReaderContract;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.delivery.NewDelivery;
import org.nscacheck.engine.Stores;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.run.Claim;
import org.nscacheck.run.RunRecord;
import org.nscacheck.run.RunStore;
import org.nscacheck.schedule.IntervalSchedule;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.Target;

/** Holds the stores in memory to the contracts of the stores in PostgreSQL. */
class InMemoryContractsTest {

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final InMemoryDatabase database = new InMemoryDatabase(() -> now, OutboxJournal.NONE);

    /** All stores of one database, whose clock stands. */
    private abstract class WholeDatabase implements DatabaseContract {

        @Override
        public Stores stores() {
            return database.stores();
        }

        @Override
        public void passTime(Duration time) {
            now = now.plus(time);
        }
    }

    @Nested
    class Alerts implements AlertStoreContract {
        private final ServerId notifier = ServerId.random();
        private final InMemoryAlertStore alerts =
                new InMemoryAlertStore(() -> now, database.stores().audit());

        @Override
        public AlertStore alerts() {
            return alerts;
        }

        @Override
        public Instant alertsNow() {
            return now;
        }

        @Override
        public void passAlertTime(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ServerId notifier() {
            return notifier;
        }

        @Override
        public int deliveries() {
            return alerts.outbox().size();
        }
    }

    @Nested
    class Servers implements ServerStoreContract {
        @Override
        public ServerStore servers() {
            return database.stores().servers();
        }
    }

    @Nested
    class Policies implements PolicyStoreContract {
        @Override
        public PolicyStore policies() {
            return database.stores().policies();
        }
    }

    @Nested
    class Checks implements CheckStoreContract, DueListContract {
        @Override
        public CheckStore checks() {
            return database.stores().checks();
        }

        @Override
        public DueList due() {
            return database.stores().due();
        }
    }

    @Nested
    class Runs implements RunStoreContract {
        @Override
        public RunStore runs() {
            return database.stores().runs();
        }

        @Override
        public void makeDue(CheckKey... keys) {
            Stream.of(keys).forEach(key -> schedule(key.value(), List.of()));
        }
    }

    private Check schedule(String key, List<Check.Destination> destinations) {
        Stores stores = database.stores();
        StoredCheck stored = stores.checks().findAll().stream()
                .filter(check -> check.name().equals(key))
                .findFirst()
                .orElseGet(() -> stores.checks().save(StoredCheck.of(new CheckKey(key))));
        Check check = Check.builder(
                        stored.id(),
                        stored.key(),
                        stored.name(),
                        IntervalSchedule.parse("1m", java.time.ZoneOffset.UTC))
                .destinations(destinations)
                .build();
        stores.due()
                .schedule(
                        List.of(new DueList.ScheduledCheck(check, "", now)),
                        stores.due().configuration());
        return check;
    }

    @Nested
    class Deliveries implements DeliveryStoreContract {

        private final Server server = database.stores()
                .servers()
                .save(
                        Server.builder("nagios", "nsca")
                                .address("127.0.0.1")
                                .hostName("shop")
                                .catchUp(CatchUp.ALL)
                                .build(),
                        SecretChange.KEEP);

        @Override
        public DeliveryStore outbox() {
            return database.stores().deliveries();
        }

        @Override
        public ServerId receiver() {
            return server.id();
        }

        @Override
        public void deliver(String... services) {
            for (String service : services) {
                Check check =
                        schedule(service, List.of(new Check.Destination(server.id(), Target.service("shop", service))));
                database.stores().due().runNow(check.id(), Samples.note());
                record(check);
            }
        }

        private void record(Check check) {
            RunStore runs = database.stores().runs();
            Claim claim = runs.claimDue(new NodeId("a/1"), java.util.Set.of(check.handler()), 1)
                    .claims()
                    .get(0);
            CheckResult result = CheckResult.of(Status.WARNING, "message " + UUID.randomUUID());
            Instant next = now.plusSeconds(3600);
            runs.record(List.of(new RunRecord(
                    claim,
                    new CheckRun(now, now, CheckRun.Outcome.SUCCESS, result),
                    next,
                    next,
                    claim.state(),
                    null,
                    check.destinations().stream()
                            .map(to -> NewDelivery.of(to, result, now, null))
                            .toList())));
        }

        @Override
        public void passTime(Duration time) {
            now = now.plus(time);
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
            database.memory.outbox.lose(server.id());
        }
    }

    @Nested
    class Environments implements EnvironmentStoreContract {
        @Override
        public Stores stores(String environment) {
            return database.stores(environment);
        }
    }
}
