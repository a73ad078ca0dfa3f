/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.Check;
import org.nscacheck.check.Check.Destination;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.DueList.ScheduledCheck;
import org.nscacheck.node.NodeStore;
import org.nscacheck.server.ServerId;

/**
 * Under which names active checks report: one host and service of a server belongs to one check. Whom it belongs to is decided
 * here, so that nothing that is stored can keep a node from planning the rest.
 */
final class Targets {

    private static final Columns TARGETS = Columns.of("server_id uuid", "host text", "service text");

    private static final Columns ALLOTTED =
            Columns.of("check_id uuid", "node text", "server_id uuid", "host text", "service text");

    private static final String HOLDERS = TARGETS.in("""
            SELECT t.server_id, t.host, t.service, t.check_id, t.node, c.name,
                EXISTS (SELECT FROM @nsca_node n WHERE @alive
                    AND CASE WHEN t.node <> '' THEN split_part(n.node, '/', 1) = t.node
                        ELSE d.handler_key = ANY (n.handlers) OR n.handlers = '{}' END) AS alive
            FROM @input i
            JOIN @nsca_target t ON t.server_id = i.server_id AND t.host = i.host AND t.service = i.service
            JOIN @nsca_due d ON d.check_id = t.check_id AND d.node = t.node
            JOIN @nsca_check c ON c.id = t.check_id""".replace("@alive", JdbcNodeStore.IS_ALIVE));

    private static final String REMOVE = DueTable.KEYS.in(
            "DELETE FROM @nsca_target t USING @input i" + " WHERE t.check_id = i.check_id AND t.node = i.node");

    private static final String GIVE_AWAY = TARGETS.in("""
            DELETE FROM @nsca_target t USING @input i
            WHERE t.server_id = i.server_id AND t.host = i.host AND t.service = i.service""");

    private static final String INSERT =
            ALLOTTED.in("INSERT INTO @nsca_target (check_id, node, server_id, host, service) SELECT * FROM @input i");

    private final Database database;
    private final DueTable due;

    Targets(Database database, DueTable due) {
        this.database = database;
        this.due = due;
    }

    /**
     * A plan as it can be.
     *
     * @param isWaiting whether it lacks a name that another check has, and should try again
     */
    record Settled(ScheduledCheck scheduled, boolean isWaiting) {}

    private record Holder(DueKey key, String name, boolean alive) {}

    /** What the names of a batch of plans are given to. */
    private static final class Allotment {
        private final Map<DueKey, ScheduledCheck> unchanged = new HashMap<>();
        private final Map<Destination, ScheduledCheck> taken = new HashMap<>();
        private final Map<DueKey, Settled> settled = new LinkedHashMap<>();
        private final Set<DueKey> changed = new HashSet<>();
        private final Set<DueKey> gone = new LinkedHashSet<>();
        private final Set<Destination> givenAway = new LinkedHashSet<>();
        private final Map<Destination, Holder> held;

        private Allotment(Map<Destination, Holder> held) {
            this.held = held;
        }

        private void add(ScheduledCheck scheduled) {
            List<Destination> own = new ArrayList<>();
            Set<String> lacking = new LinkedHashSet<>();
            for (Destination destination : activeDestinations(scheduled)) {
                String owner = ownerBesides(scheduled, destination);
                if (owner == null) {
                    own.add(destination);
                    taken.put(destination, scheduled);
                } else {
                    lacking.add(belongsTo(destination, owner));
                }
            }
            settled.put(
                    DueKey.of(scheduled),
                    lacking.isEmpty() ? new Settled(scheduled, false) : waiting(scheduled, own, lacking));
        }

        /** Returns whom the name belongs to in words, or null if this check may have it. */
        private @Nullable String ownerBesides(ScheduledCheck scheduled, Destination destination) {
            ScheduledCheck earlier = taken.get(destination);
            if (earlier != null) {
                return owner(scheduled, DueKey.of(earlier), earlier.check().name());
            }
            Holder holder = held.get(destination);
            if (holder == null || changed.contains(holder.key)) {
                return null;
            }
            ScheduledCheck other = unchanged.get(holder.key);
            if (other != null && scheduled.declared() && !other.declared()) {
                displace(other, destination, scheduled);
                return null;
            }
            if (other == null && !holder.alive) {
                gone.add(holder.key);
                givenAway.add(destination);
                return null;
            }
            return owner(scheduled, holder.key, holder.name);
        }

        private void displace(ScheduledCheck loser, Destination destination, ScheduledCheck winner) {
            Settled before = settled.getOrDefault(DueKey.of(loser), new Settled(loser, false));
            List<Destination> rest = new ArrayList<>(before.scheduled.check().destinations());
            rest.remove(destination);
            String reason = belongsTo(
                    destination, owner(loser, DueKey.of(winner), winner.check().name()));
            settled.put(DueKey.of(loser), waiting(before.scheduled, rest, Set.of(reason)));
        }

        private static Settled waiting(ScheduledCheck scheduled, List<Destination> own, Set<String> lacking) {
            Check check = scheduled.check();
            List<String> reasons = new ArrayList<>(lacking);
            if (check.isFaulty()) {
                reasons.add(0, check.fault());
            }
            return new Settled(
                    new ScheduledCheck(
                            check.faulty(String.join("; ", reasons), own),
                            scheduled.node(),
                            scheduled.firstRunAt(),
                            scheduled.declared()),
                    true);
        }

        private static String belongsTo(Destination destination, String owner) {
            return destination.target() + " is reported by " + owner;
        }

        private static String owner(ScheduledCheck scheduled, DueKey key, String name) {
            return scheduled.check().id().equals(key.check())
                    ? "this check on the node '" + key.node() + "' already: give each node a host of its own, or write"
                            + " {node} into the service"
                    : "the check '" + name + "' already: give one of them another service";
        }
    }

    /** Returns the plans that differ from what is on the list as they can be, and those that have to give a name to them. */
    List<Settled> settle(Connection connection, Collection<ScheduledCheck> changed, Collection<ScheduledCheck> all)
            throws SQLException {
        Allotment allotment = new Allotment(holders(connection, changed));
        changed.forEach(scheduled -> allotment.changed.add(DueKey.of(scheduled)));
        all.stream()
                .filter(scheduled -> !allotment.changed.contains(DueKey.of(scheduled)))
                .forEach(scheduled -> allotment.unchanged.put(DueKey.of(scheduled), scheduled));
        Set<DueKey> holding = new HashSet<>();
        allotment.held.values().forEach(holder -> holding.add(holder.key));
        changed.stream()
                .sorted(Comparator.comparing((ScheduledCheck scheduled) -> !scheduled.declared())
                        .thenComparing(scheduled -> !holding.contains(DueKey.of(scheduled)))
                        .thenComparing(scheduled -> scheduled.check().name()))
                .forEach(allotment::add);
        giveAway(connection, allotment);
        return List.copyOf(allotment.settled.values());
    }

    private Map<Destination, Holder> holders(Connection connection, Collection<ScheduledCheck> scheduledChecks)
            throws SQLException {
        Columns.Rows names = TARGETS.rows();
        scheduledChecks.forEach(
                scheduled -> activeDestinations(scheduled).forEach(destination -> add(names, destination)));
        Map<Destination, Holder> holders = new HashMap<>();
        if (!names.isEmpty()) {
            Database.query(
                    connection,
                    database.sql(HOLDERS),
                    row -> holders.put(destination(row), holder(row)),
                    names.arraysAfter(NodeStore.VALIDITY.toMillis()));
        }
        return holders;
    }

    private static Holder holder(Database.Row row) {
        return new Holder(
                new DueKey(new CheckId(row.uuid("check_id")), row.text("node")), row.text("name"), row.flag("alive"));
    }

    static Destination destination(Database.Row row) {
        return new Destination(new ServerId(row.uuid("server_id")), row.target());
    }

    private static void add(Columns.Rows names, Destination destination) {
        names.add().set("server_id", destination.server()).target(destination.target());
    }

    private void giveAway(Connection connection, Allotment allotment) throws SQLException {
        if (allotment.gone.isEmpty()) {
            return;
        }
        Columns.Rows names = TARGETS.rows();
        allotment.givenAway.forEach(destination -> add(names, destination));
        Database.update(connection, database.sql(GIVE_AWAY), names.arrays());
        due.retire(connection, DueKey.rows(allotment.gone));
    }

    /** Stores these names instead of those that the checks had. */
    void replace(Connection connection, Collection<Settled> scheduledChecks) throws SQLException {
        List<DueKey> keys = new ArrayList<>();
        Columns.Rows targets = ALLOTTED.rows();
        for (Settled settled : scheduledChecks) {
            ScheduledCheck scheduled = settled.scheduled;
            keys.add(DueKey.of(scheduled));
            for (Destination destination : activeDestinations(scheduled)) {
                targets.add()
                        .set("check_id", scheduled.check().id())
                        .set("node", scheduled.node())
                        .set("server_id", destination.server())
                        .target(destination.target());
            }
        }
        Database.update(connection, database.sql(REMOVE), DueKey.rows(keys).arrays());
        if (!targets.isEmpty()) {
            Database.update(connection, database.sql(INSERT), targets.arrays());
        }
    }

    private static List<Destination> activeDestinations(ScheduledCheck scheduled) {
        return scheduled.check().active() ? scheduled.check().destinations() : List.of();
    }
}
