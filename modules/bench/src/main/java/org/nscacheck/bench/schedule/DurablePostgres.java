/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;

/**
 * A PostgreSQL of its own with the settings of production: what is committed is on the disk. Tests have one that is careless
 * and several times as fast.
 */
public final class DurablePostgres implements AutoCloseable {

    /** The unit of times in /proc, on every Linux there is. */
    private static final long TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int CHILDREN_SYSTEM_TIME = 14;

    private final TestPostgres postgres;

    private DurablePostgres(TestPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts one. */
    public static DurablePostgres start() throws IOException {
        Path directory = Files.createTempDirectory("nscacheck-bench-");
        return new DurablePostgres(TestPostgres.builder()
                .directory(directory)
                .setting("max_connections", "300")
                .start());
    }

    /** Returns a copy of a database that is filled once. */
    public TestDatabase database(String template, TestPostgres.Preparation preparation) throws SQLException {
        TestDatabase database = postgres.newDatabase(template, preparation);
        // What the copy has left to be written must not be written during the measurement.
        execute(database, "CHECKPOINT");
        return database;
    }

    static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the rows, columns joined by a blank. */
    static List<String> query(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                found.add(String.join(" ", row));
            }
            return found;
        }
    }

    static long number(TestDatabase database, String sql) throws SQLException {
        return Long.parseLong(query(database, sql).get(0));
    }

    /** Returns how many transactions were committed in this database, as far as PostgreSQL has counted them yet. */
    static long commits(TestDatabase database) throws SQLException {
        return number(database, "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
    }

    /** Returns the processor time that the server and its processes have taken so far. Linux only. */
    public long processorNanos() throws IOException {
        Path pidFile = postgres.directory().orElseThrow().resolve("pgdata").resolve("postmaster.pid");
        long server = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        // A process includes those of its children that have ended.
        return ProcessHandle.of(server)
                .map(process -> Stream.concat(Stream.of(process), process.children())
                                .mapToLong(each -> ticks(each.pid()))
                                .sum()
                        * (1_000_000_000 / TICKS_PER_SECOND))
                .orElse(0L);
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long sum = 0;
            for (int i = USER_TIME; i <= CHILDREN_SYSTEM_TIME; i++) {
                sum += Long.parseLong(fields[i]);
            }
            return sum;
        } catch (IOException e) {
            return 0; // it has just ended, and counts with its parent
        }
    }

    @Override
    public void close() {
        postgres.close();
        try (Stream<Path> tree = Files.walk(postgres.directory().orElseThrow())) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
