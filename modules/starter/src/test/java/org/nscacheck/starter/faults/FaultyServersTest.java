/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;
import org.nscacheck.testkit.matrix.Row;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Fault;
import org.springframework.jdbc.core.JdbcTemplate;

/** A daemon that misbehaves beside one that does not. */
class FaultyServersTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.pool());
    private final FakeNscaDaemon good = FakeNscaDaemon.builder().start();
    private final FakeNscaDaemon bad = FakeNscaDaemon.builder().start();

    @AfterEach
    void close() {
        good.close();
        bad.close();
        database.close();
    }

    private Node start(Server... servers) {
        return Node.start(
                "node-1", database.pool(), List.of(servers), List.of(Node.slots("one", "1s"), Node.slots("two", "1s")));
    }

    /** Threads that talk to a daemon. */
    private static long talking() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().startsWith("org.nscacheck.nsca.Nsca")))
                .count();
    }

    static Stream<Fault> held() {
        return Stream.of(
                new Fault.Freeze(),
                new Fault.HalfGreeting(60),
                new Fault.SlowReading(1, Duration.ofSeconds(1)),
                new Fault.StopReading());
    }

    @ParameterizedTest
    @MethodSource("held")
    @Row(value = "R03", done = "another server gets everything meanwhile, and no more than one thread is held")
    @Row(
            value = "R04",
            done = "another server gets everything meanwhile, and no more than a row for each service waits")
    void heldByOneDaemonTheNodeServesTheOther(Fault fault) {
        bad.fail(fault);
        try (Node node = start(Node.server("good", good, CatchUp.ALL), Node.server("bad", bad, CatchUp.LATEST))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                // One for the good daemon, one for the bad one.
                assertThat(talking()).isLessThanOrEqualTo(2);
                return good.received().size() >= 10;
            });
            assertThat(bad.received()).isEmpty();
            assertThat(waitingFor("bad")).isLessThanOrEqualTo(4);

            bad.heal();

            assertThat(bad.awaitReceived(2)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(node.engine().abandonedThreads()).isZero();
        }
    }

    /** Two services, of each at most the newest and the one that is on its way. */
    private long waitingFor(String server) {
        return jdbc.queryForObject(
                "SELECT count(*) FROM nscacheck.nsca_delivery d JOIN nscacheck.nsca_server s ON s.id = d.server_id"
                        + " WHERE s.name = ? AND d.ended_at IS NULL",
                Long.class,
                server);
    }

    /** Twenty of one service in a batch each, as long as a forked daemon takes for a batch, were over half a minute. */
    @Test
    @Row(
            value = "R66",
            done = "the real forked daemon gets all in order, faster than they come; what expires is logged once")
    void keepsUpWithAForkedDaemonUnderAll() {
        try (NscaDaemon forked = NscaDaemon.builder()
                        .mode(NscaDaemon.Mode.FORKED)
                        .password("secret")
                        .start();
                LogOf log = new LogOf("org.nscacheck");
                Node node =
                        start(Node.server("forked", forked.port(), "secret", Map.of("encryption", "1"), CatchUp.ALL))) {
            forked.awaitResults(2);
            addOfOneService("backlog", 20, "NULL");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> log.count("NSCA-310") == 0
                            && forked.results().stream()
                                            .filter(result -> result.output().startsWith("backlog"))
                                            .count()
                                    == 20);
            assertThat(forked.results().stream()
                            .map(PassiveResult::output)
                            .filter(output -> output.startsWith("backlog"))
                            .map(output -> output.split("[ |]", 3)[1])
                            .toList())
                    .isEqualTo(IntStream.rangeClosed(1, 20)
                            .mapToObj(String::valueOf)
                            .toList());

            for (int spell = 1; spell <= 2; spell++) {
                addOfOneService("late", 3, "nscacheck.nsca_now() - interval '1 second'");
                long expired = 3L * spell;
                await().until(() -> node.expired() == expired);
            }
            assertThat(log.count("NSCA-314")).isOne();
        }
    }

    private void addOfOneService(String word, int count, String validUntil) {
        jdbc.update("INSERT INTO nscacheck.nsca_delivery (server_id, host, service, check_id, node, claim_no, status,"
                + " changed, message, long_output, perf_data, at, valid_until, state, created_at)"
                + " SELECT server_id, host, service, check_id, node, -i, 0, true, '" + word + " ' || i, '', perf_data,"
                + " nscacheck.nsca_now(), " + validUntil + ", 'WAITING', nscacheck.nsca_now()"
                + " FROM (SELECT * FROM nscacheck.nsca_delivery ORDER BY id LIMIT 1) d, generate_series(1, " + count
                + ") i ORDER BY i");
    }

    @Test
    @Row(
            value = "R07",
            done =
                    "suspect within three tries, nothing counted as sent, and it recovers by itself once the daemon has the same password")
    void recoversByItselfFromAWrongPassword() {
        int port = bad.port();
        try (LogOf log = new LogOf("org.nscacheck");
                Node node = start(Node.server("bad", port, "right", bad.method(), CatchUp.LATEST))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> log.count("NSCA-320") == 1);
            assertThat(jdbc.queryForObject("SELECT failures FROM nscacheck.nsca_server_lease", Integer.class))
                    .isBetween(2, 4);
            assertThat(jdbc.queryForObject(
                            "SELECT count(*) FROM nscacheck.nsca_delivery WHERE state IN ('SENT', 'ACCEPTED')",
                            Long.class))
                    .isZero();
            bad.stop();
            try (FakeNscaDaemon mended =
                    FakeNscaDaemon.builder().port(port).password("right").start()) {
                mended.awaitReceived(2, Duration.ofSeconds(40));
                await().until(() -> log.count("NSCA-312") == 1);
            }
            assertThat(node.engine().isRunning()).isTrue();
        }
    }
}
