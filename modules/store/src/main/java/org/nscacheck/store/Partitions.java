/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of one table by time, in UTC. A default partition behind them takes what none has been made for, so that
 * nothing is lost if they cannot be made in time.
 */
final class Partitions {

    /** Give up quickly on a lock, so that recording never queues behind it. */
    private static final String HASTE = "SET LOCAL lock_timeout = '500ms'";

    private final Database database;
    private final String table;
    private final String column;
    private final Unit unit;
    private final @Nullable String keep;

    /** How long a partition is. */
    enum Unit {
        DAY("yyyyMMdd", 3),
        MONTH("yyyyMM", 2),
        YEAR("yyyy", 1);

        private final DateTimeFormatter name;
        private final int ahead;

        Unit(String pattern, int ahead) {
            this.name = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            this.ahead = ahead;
        }

        LocalDate begin(Instant moment) {
            LocalDate day = moment.atZone(ZoneOffset.UTC).toLocalDate();
            return switch (this) {
                case DAY -> day;
                case MONTH -> day.withDayOfMonth(1);
                case YEAR -> day.withDayOfYear(1);
            };
        }

        LocalDate next(LocalDate begin) {
            return switch (this) {
                case DAY -> begin.plusDays(1);
                case MONTH -> begin.plusMonths(1);
                case YEAR -> begin.plusYears(1);
            };
        }
    }

    /** @param keep what of a partition stays when it is dropped, a query on {@code p}; null for nothing */
    Partitions(Database database, String table, String column, Unit unit, @Nullable String keep) {
        this.database = database;
        this.table = table;
        this.column = column;
        this.unit = unit;
        this.keep = keep;
    }

    /** Makes those of this period and the next ones, as far as they are missing. */
    void makeAhead(Instant now) {
        Set<String> existing = database.inTransaction(this::existing);
        LocalDate begin = unit.begin(now);
        for (int i = 0; i <= unit.ahead; i++) {
            LocalDate from = begin;
            if (!existing.contains(name(from))) {
                database.inTransaction(transaction -> make(transaction, from));
            }
            begin = unit.next(begin);
        }
    }

    private Set<String> existing(Transaction transaction) throws SQLException {
        return new HashSet<>(transaction.query(
                database.sql("SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                        + " WHERE i.inhparent = '@" + table + "'::regclass"),
                row -> row.text("relname")));
    }

    private String name(LocalDate begin) {
        return table + "_" + unit.name.format(begin);
    }

    /**
     * Leaves a period alone that another node has made meanwhile, or of which the default partition has something already: it stays
     * there. One node at a time.
     */
    private boolean make(Transaction transaction, LocalDate begin) throws SQLException {
        String from = begin + " 00:00:00+00";
        String to = unit.next(begin) + " 00:00:00+00";
        execute(transaction, HASTE);
        execute(transaction, "SELECT pg_advisory_xact_lock(hashtext('@" + table + "'))");
        String taken = "SELECT to_regclass('@" + name(begin) + "') IS NOT NULL OR EXISTS (SELECT FROM @" + table
                + "_default WHERE " + column + " >= '" + from + "' AND " + column + " < '" + to + "') AS taken";
        if (transaction.query(database.sql(taken), row -> row.flag("taken")).get(0)) {
            return false;
        }
        execute(transaction, "CREATE TABLE @" + name(begin) + " (LIKE @" + table + " INCLUDING ALL)");
        // Unlike a partition that is created as one, this lets others write to the table meanwhile.
        execute(
                transaction,
                "ALTER TABLE @" + table + " ATTACH PARTITION @" + name(begin) + " FOR VALUES FROM ('" + from
                        + "') TO ('" + to + "')");
        return true;
    }

    /** Drops each whose whole period lies before; what is to be kept moves to the default partition. */
    void drop(Instant before) {
        LocalDate youngest = unit.begin(before);
        List<String> old = database.inTransaction(this::existing).stream()
                .filter(name -> name.matches(table + "_\\d+") && name.compareTo(name(youngest)) < 0)
                .sorted()
                .toList();
        for (String name : old) {
            database.inTransaction(transaction -> {
                execute(transaction, HASTE);
                execute(transaction, "ALTER TABLE @" + table + " DETACH PARTITION @" + name);
                if (keep != null) {
                    execute(transaction, "INSERT INTO @" + table + " " + keep.replace("@p", "@" + name));
                }
                execute(transaction, "DROP TABLE @" + name);
                return true;
            });
        }
    }

    private void execute(Transaction transaction, String sql) throws SQLException {
        transaction.execute(database.sql(sql));
    }
}
