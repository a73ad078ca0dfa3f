/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSource;
import org.nscacheck.schedule.ScheduleSpec;

/**
 * Checks that are bad neighbours: each leaves something on a connection of the host's pool in one run, and returns something
 * that is hard to store in the next.
 *
 * @param count how many
 * @param pool the one that nscacheck uses too
 */
record BadChecks(int count, DataSource pool) implements CheckSource {

    private static final int EVERY_SECONDS = 5;
    private static final int METRICS = 3_000;
    private static final int MESSAGE = 500_000;
    private static final List<String> LEFT_BEHIND = List.of(
            "SET default_transaction_read_only = on",
            "SET ROLE pg_monitor",
            "SET search_path = pg_catalog",
            "SET statement_timeout = '30ms'",
            "SET lock_timeout = '1ms'",
            "SET default_transaction_isolation = 'serializable'",
            "SET session_replication_role = replica",
            "CREATE TEMPORARY TABLE IF NOT EXISTS nsca_due (x int)");

    @Override
    public Collection<CheckDefinition> definitions() {
        return IntStream.range(0, count)
                .mapToObj(number -> LabChecks.definition(
                        List.of(new CheckKey("bad" + number)),
                        "bad" + number,
                        ScheduleSpec.every(EVERY_SECONDS + "s"),
                        Duration.ofSeconds(10),
                        context -> run(number, context)))
                .toList();
    }

    private CheckResult run(int number, CheckContext context) throws SQLException {
        int turn = (int) (context.slot().getEpochSecond() / EVERY_SECONDS) + number;
        return turn % 2 == 0 ? leave(turn / 2) : result(turn / 2);
    }

    private CheckResult leave(int turn) throws SQLException {
        String sql = LEFT_BEHIND.get(turn % LEFT_BEHIND.size());
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return CheckResult.of(Status.OK, "left " + sql);
    }

    private static CheckResult result(int turn) {
        return switch (turn % 6) {
            case 0 -> CheckResult.of(Status.WARNING, "x".repeat(MESSAGE));
            case 1 -> CheckResult.of(Status.OK, "NUL \0, half a pair \ud83d, an escape \u001b[31m, \u202e");
            case 2 -> metrics(turn);
            case 3 ->
                CheckResult.builder(Status.OK, "a long label")
                        .perf(randomLabel(turn), 1)
                        .build();
            case 4 -> throw new StackOverflowError("not a real one");
            default -> null;
        };
    }

    private static CheckResult metrics(int turn) {
        CheckResult.Builder builder = CheckResult.builder(Status.OK, "many metrics");
        IntStream.range(0, METRICS).forEach(number -> builder.perf("metric-" + number, turn + number));
        return builder.build();
    }

    /** What cannot be compressed, and so is too long for an index. */
    private static String randomLabel(int seed) {
        return new Random(seed)
                .ints(6_000, 'a', 0x17f)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
