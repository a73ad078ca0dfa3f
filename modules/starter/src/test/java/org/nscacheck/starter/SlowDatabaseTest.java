/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSource;
import org.nscacheck.notification.Notification;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Server;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A storm: the database of the host, in which the framework lives too, is slow for what five hundred checks ask it. */
@Tag("faults")
@Isolated("five hundred checks fail at once")
class SlowDatabaseTest {

    private static final int CHECKS = 500;
    private static final int FEW = 5;

    /** Asks the host's own table as the host does, with its own patience. */
    record Orders(DataSource pool) implements CheckSource {

        Orders {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE public.orders (customer integer)");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Collection<CheckDefinition> definitions() {
            return IntStream.range(0, CHECKS)
                    .mapToObj(number -> CheckDefinition.of(
                            new CheckKey("orders" + number),
                            "Orders " + number,
                            ScheduleSpec.every("20s"),
                            context -> count(number)))
                    .toList();
        }

        private CheckResult count(int customer) throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("SET LOCAL lock_timeout = '50ms'");
                statement.executeQuery("SELECT count(*) FROM public.orders WHERE customer = " + customer);
                connection.rollback();
                return CheckResult.ok("counted").build();
            }
        }
    }

    /** What a notifier is given at once, of which it makes one message if it is much. */
    private static final class Batches extends NotifierFactory<Server> {

        private final List<List<Notification>> sent = new CopyOnWriteArrayList<>();

        @Override
        public String kind() {
            return "batches";
        }

        @Override
        public boolean hasAddress() {
            return false;
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        protected Server read(Server server, List<String> faults) {
            return server;
        }

        @Override
        protected Notifier notifier(Server server, Server settings) {
            return (notifications, deadline) -> {
                sent.add(List.copyOf(notifications));
                return Collections.nCopies(notifications.size(), new SendOutcome.Accepted());
            };
        }

        long told(Notification.Kind kind) {
            return sent.stream()
                    .flatMap(List::stream)
                    .filter(each -> each.kind() == kind)
                    .count();
        }
    }

    private final Batches batches = new Batches();

    @Test
    void makesOneMessageOfAStormAndTellsItsEndOnce() {
        Host.withDatabase()
                .withBean(Batches.class, () -> batches)
                .withBean(Orders.class)
                .withPropertyValues(
                        "nscacheck.executor.max-running=2",
                        "nscacheck.snapshot-interval=1s",
                        "nscacheck.checks[nscacheck.heartbeat].active=true",
                        "nscacheck.checks[nscacheck.heartbeat].every=5s",
                        "nscacheck.servers.people.kind=batches",
                        "nscacheck.servers.people.host=localhost",
                        "nscacheck.policies.route.everything.notifiers=people")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    storm(context.getBean(DataSource.class));
                });
    }

    private void storm(DataSource pool) throws SQLException {
        await().atMost(Duration.ofMinutes(2)).until(() -> haveRun(pool) > CHECKS);
        batches.sent.clear();
        try (Connection slow = pool.getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE");
            await().atMost(Duration.ofMinutes(3)).until(() -> batches.told(Notification.Kind.PROBLEM) >= CHECKS);
            slow.rollback();
            slow.setAutoCommit(true);
        }
        await().atMost(Duration.ofMinutes(3)).until(() -> batches.told(Notification.Kind.RECOVERY) >= CHECKS);
        assertThat(batches.told(Notification.Kind.PROBLEM)).isEqualTo(CHECKS);
        assertThat(batches.told(Notification.Kind.RECOVERY)).isEqualTo(CHECKS);
        assertThat(batches.sent.stream().filter(batch -> batch.size() > FEW))
                .as("digests: one of problems, one of recoveries")
                .hasSize(2);
        assertThat(batches.sent).as("messages").hasSizeLessThanOrEqualTo(2 * (FEW + 1));
    }

    private static long haveRun(DataSource pool) {
        return JdbcClient.create(pool)
                .sql("SELECT count(DISTINCT check_id) FROM nscacheck.nsca_run")
                .query(Long.class)
                .single();
    }
}
