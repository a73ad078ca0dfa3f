/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.admin.Tries;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckState;
import org.nscacheck.delivery.Environment;
import org.nscacheck.engine.Snapshot;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.testkit.matrix.Row;

class BuiltInChecksTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong processor = new AtomicLong();

    private BuiltInChecks checks(Snapshot snapshot) {
        return new BuiltInChecks(() -> snapshot, nanos::get, processor::get);
    }

    private static Snapshot snapshot(Duration late, Duration oldest) {
        Instant dueAt = NOW.minus(late);
        CheckSummary.Due due = new CheckSummary.Due(true, false, dueAt, dueAt, "");
        ServerId id = ServerId.random();
        Server nagios = Server.builder(id, "nagios", "nsca")
                .address("nagios")
                .hostName("shop")
                .build();
        return new Snapshot(
                NOW,
                List.of(new CheckSummary(CheckId.random(), "mail", "", due, CheckState.NEW, null, NOW)),
                List.of(new Snapshot.ServerState(
                        nagios,
                        null,
                        new ServerSummary(
                                id,
                                new ServerSummary.Backlog(
                                        oldest.isZero() ? 0 : 1, 0, oldest.isZero() ? null : NOW.minus(oldest)),
                                new Tries(0, "", null, null),
                                null,
                                NOW))),
                new Environment("e", "e"),
                null);
    }

    @Test
    void measuresProcessorTimeBetweenTwoRuns() {
        BuiltInChecks checks = checks(snapshot(Duration.ZERO, Duration.ZERO));
        int processors = Runtime.getRuntime().availableProcessors();
        nanos.set(10_000_000_000L);
        processor.set(5_000_000_000L * processors);
        CheckResult half = checks.cpu(40, 95);
        assertThat(half.status()).isEqualTo(Status.WARNING);
        assertThat(half.message()).startsWith("50.0 % of ");
        assertThat(half.perfData().get("cpu").uom().symbol()).isEqualTo("%");
        nanos.set(20_000_000_000L);
        assertThat(checks.cpu(40, 95).message()).startsWith("0.0 % of ");
        nanos.set(30_000_000_000L);
        processor.addAndGet(10_000_000_000L * processors);
        assertThat(checks.cpu(40, 95).status()).isEqualTo(Status.CRITICAL);
    }

    @Test
    @Row(value = "R26", done = "the heartbeat is CRITICAL and counts what is overdue")
    void beatsAndNamesAServerThatIsAway() {
        CheckResult fine = checks(snapshot(Duration.ZERO, Duration.ZERO)).heartbeat(9, Duration.ofMinutes(5));
        assertThat(fine.status()).isEqualTo(Status.OK);
        assertThat(fine.message()).isEqualTo("1 checks run, results are delivered");

        CheckResult away =
                checks(snapshot(Duration.ZERO, Duration.ofMinutes(6))).heartbeat(9, Duration.ofMinutes(5));
        assertThat(away.status()).isEqualTo(Status.WARNING);
        assertThat(away.message()).isEqualTo("not delivered to nagios");

        CheckResult late =
                checks(snapshot(Duration.ofMinutes(1), Duration.ZERO)).heartbeat(0, Duration.ofMinutes(5));
        assertThat(late.status()).isEqualTo(Status.CRITICAL);
        assertThat(late.message()).isEqualTo("1 of 1 checks are overdue");

        Snapshot broken = new Snapshot(NOW, List.of(), List.of(), null, "connection refused");
        assertThat(checks(broken).heartbeat(9, Duration.ofMinutes(5)).status()).isEqualTo(Status.CRITICAL);
    }

    @Test
    void saysSoWhereThePlatformTellsNoProcessorTime() {
        processor.set(-1);
        assertThat(checks(snapshot(Duration.ZERO, Duration.ZERO)).cpu(80, 90).status())
                .isEqualTo(Status.UNKNOWN);
    }

    @Test
    void countsChecksThatAreLate() {
        assertThat(checks(snapshot(Duration.ofSeconds(20), Duration.ZERO))
                        .overdueChecks(0, 9)
                        .status())
                .isEqualTo(Status.OK);
        CheckResult late =
                checks(snapshot(Duration.ofSeconds(40), Duration.ZERO)).overdueChecks(0, 9);
        assertThat(late.status()).isEqualTo(Status.WARNING);
        assertThat(late.message()).isEqualTo("1 of 1 checks are overdue");
    }

    @Test
    void tellsHowLongTheOldestResultWaitsAndForWhom() {
        assertThat(checks(snapshot(Duration.ZERO, Duration.ZERO))
                        .oldestUndelivered(Duration.ofMinutes(5), Duration.ofMinutes(15))
                        .message())
                .isEqualTo("nothing waits");
        CheckResult waiting = checks(snapshot(Duration.ZERO, Duration.ofMinutes(20)))
                .oldestUndelivered(Duration.ofMinutes(5), Duration.ofMinutes(15));
        assertThat(waiting.status()).isEqualTo(Status.CRITICAL);
        assertThat(waiting.message()).isEqualTo("the oldest result has been waiting for 1200 s for nagios");
        assertThat(waiting.perfData().get("oldest").uom().symbol()).isEqualTo("s");
    }

    @Test
    void isUnknownWhenTheDatabaseCannotBeRead() {
        Snapshot unread = new Snapshot(NOW, List.of(), List.of(), null, "no connection");
        assertThat(checks(unread).overdueChecks(0, 9).status()).isEqualTo(Status.UNKNOWN);
        assertThat(checks(unread)
                        .oldestUndelivered(Duration.ofMinutes(5), Duration.ofMinutes(15))
                        .message())
                .contains("no connection");
    }

    @Test
    void measuresTheHeapAgainstItsLimit() {
        CheckResult memory = checks(snapshot(Duration.ZERO, Duration.ZERO)).memory(100, 100);
        assertThat(memory.status()).isEqualTo(Status.OK);
        assertThat(memory.perfData().get("heap_used").max()).isNotNull();
        assertThat(checks(snapshot(Duration.ZERO, Duration.ZERO))
                        .memory(-1, 100)
                        .status())
                .isEqualTo(Status.WARNING);
    }

    @Test
    void takesTheFullestPool() {
        ConnectionPools pools = () -> List.of(
                new ConnectionPools.Usage("shop", 2, 3, 0, 10), new ConnectionPools.Usage("archive", 9, 0, 4, 10));
        CheckResult result = new ConnectionPoolCheck(pools).connectionPool(80, 95);
        assertThat(result.status()).isEqualTo(Status.WARNING);
        assertThat(result.message())
                .isEqualTo("shop: 2 of 10 connections in use; archive: 9 of 10 connections in use, 4 threads wait");
        assertThat(result.perfData().get("archive active").value()).isEqualByComparingTo("9");
        assertThat(new ConnectionPoolCheck(List::of).connectionPool(80, 95).status())
                .isEqualTo(Status.UNKNOWN);
    }

    @Test
    void countsSignedInUsers() {
        CheckResult result = new SignedInUsersCheck(() -> 12).signedInUsers(10, 100);
        assertThat(result.status()).isEqualTo(Status.WARNING);
        assertThat(result.message()).isEqualTo("12 users signed in");
    }
}
