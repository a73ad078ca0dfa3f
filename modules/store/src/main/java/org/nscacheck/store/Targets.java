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
import org.nscacheck.check.CheckStore.Plan;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.Target;

/**
 * Under which names active checks report: one host and service of a server belongs to one check. Whom it belongs to is decided
 * here, so that nothing that is stored can keep a node from planning the rest.
 */
final class Targets {

    private static final String HOLDERS = """
            SELECT t.server_id, t.host, t.service, t.check_id, t.node, c.name,
                EXISTS (SELECT FROM @nsca_node n WHERE n.renewed_at > @nsca_now() - interval '10 seconds'
                    AND CASE WHEN t.node <> '' THEN split_part(n.node, '/', 1) = t.node
                        ELSE d.handler_key = ANY (n.handlers) OR n.handlers = '{}' END) AS alive
            FROM unnest(?::uuid[], ?::text[], ?::text[]) AS i (server_id, host, service)
            JOIN @nsca_target t ON t.server_id = i.server_id AND t.host = i.host AND t.service = i.service
            JOIN @nsca_due d ON d.check_id = t.check_id AND d.node = t.node
            JOIN @nsca_check c ON c.id = t.check_id""";

    private static final String REMOVE =
            "DELETE FROM @nsca_target t USING unnest(?::uuid[], ?::text[]) AS i (check_id, node)"
                    + " WHERE t.check_id = i.check_id AND t.node = i.node";

    private static final String GIVE_AWAY = """
            DELETE FROM @nsca_target t USING unnest(?::uuid[], ?::text[], ?::text[]) AS i (server_id, host, service)
            WHERE t.server_id = i.server_id AND t.host = i.host AND t.service = i.service""";

    /* Without a fingerprint it is planned again when its code or node is back; a run under way is of the past as well. */
    private static final String RETIRE = """
            UPDATE @nsca_due d SET active = false, fingerprint = '', claim_no = claim_no + 1, lease_until = NULL,
                claimed_at = NULL, wake_at = due_at
            FROM unnest(?::uuid[], ?::text[]) AS i (check_id, node)
            WHERE d.check_id = i.check_id AND d.node = i.node
                AND NOT EXISTS (SELECT FROM @nsca_target t WHERE t.check_id = d.check_id AND t.node = d.node)""";

    private static final String INSERT = "INSERT INTO @nsca_target (check_id, node, server_id, host, service)"
            + " SELECT * FROM unnest(?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::text[])";

    private final Database database;

    Targets(Database database) {
        this.database = database;
    }

    /**
     * A plan as it can be.
     *
     * @param isWaiting whether it lacks a name that another check has, and should try again
     */
    record Settled(Plan plan, boolean isWaiting) {}

    private record Holder(DueKey key, String name, boolean alive) {}

    /** What the names of a batch of plans are given to. */
    private static final class Allotment {
        private final Map<DueKey, Plan> unchanged = new HashMap<>();
        private final Map<Destination, Plan> taken = new HashMap<>();
        private final Map<DueKey, Settled> settled = new LinkedHashMap<>();
        private final Set<DueKey> changed = new HashSet<>();
        private final Set<DueKey> gone = new LinkedHashSet<>();
        private final Set<Destination> givenAway = new LinkedHashSet<>();
        private final Map<Destination, Holder> held;

        private Allotment(Map<Destination, Holder> held) {
            this.held = held;
        }

        private void add(Plan plan) {
            List<Destination> own = new ArrayList<>();
            Set<String> lacking = new LinkedHashSet<>();
            for (Destination destination : activeDestinations(plan)) {
                String owner = ownerBesides(plan, destination);
                if (owner == null) {
                    own.add(destination);
                    taken.put(destination, plan);
                } else {
                    lacking.add(belongsTo(destination, owner));
                }
            }
            settled.put(DueKey.of(plan), lacking.isEmpty() ? new Settled(plan, false) : waiting(plan, own, lacking));
        }

        /** Returns whom the name belongs to in words, or null if this check may have it. */
        private @Nullable String ownerBesides(Plan plan, Destination destination) {
            Plan earlier = taken.get(destination);
            if (earlier != null) {
                return owner(plan, DueKey.of(earlier), earlier.check().name());
            }
            Holder holder = held.get(destination);
            if (holder == null || changed.contains(holder.key)) {
                return null;
            }
            Plan other = unchanged.get(holder.key);
            if (other != null && plan.declared() && !other.declared()) {
                displace(other, destination, plan);
                return null;
            }
            if (other == null && !holder.alive) {
                gone.add(holder.key);
                givenAway.add(destination);
                return null;
            }
            return owner(plan, holder.key, holder.name);
        }

        private void displace(Plan loser, Destination destination, Plan winner) {
            Settled before = settled.getOrDefault(DueKey.of(loser), new Settled(loser, false));
            List<Destination> rest = new ArrayList<>(before.plan.check().destinations());
            rest.remove(destination);
            String reason = belongsTo(
                    destination, owner(loser, DueKey.of(winner), winner.check().name()));
            settled.put(DueKey.of(loser), waiting(before.plan, rest, Set.of(reason)));
        }

        private static Settled waiting(Plan plan, List<Destination> own, Set<String> lacking) {
            Check check = plan.check();
            List<String> reasons = new ArrayList<>(lacking);
            if (check.isFaulty()) {
                reasons.add(0, check.fault());
            }
            return new Settled(
                    new Plan(
                            check.faulty(String.join("; ", reasons), own),
                            plan.node(),
                            plan.firstRunAt(),
                            plan.declared()),
                    true);
        }

        private static String belongsTo(Destination destination, String owner) {
            return destination.target() + " is reported by " + owner;
        }

        private static String owner(Plan plan, DueKey key, String name) {
            return plan.check().id().equals(key.check())
                    ? "this check on the node '" + key.node() + "' already: give each node a host of its own, or write"
                            + " {node} into the service"
                    : "the check '" + name + "' already: give one of them another service";
        }
    }

    /** Returns the plans that differ from what is on the list as they can be, and those that have to give a name to them. */
    List<Settled> settle(Connection connection, Collection<Plan> changed, Collection<Plan> all) throws SQLException {
        Allotment allotment = new Allotment(holders(connection, changed));
        changed.forEach(plan -> allotment.changed.add(DueKey.of(plan)));
        all.stream()
                .filter(plan -> !allotment.changed.contains(DueKey.of(plan)))
                .forEach(plan -> allotment.unchanged.put(DueKey.of(plan), plan));
        Set<DueKey> holding = new HashSet<>();
        allotment.held.values().forEach(holder -> holding.add(holder.key));
        changed.stream()
                .sorted(Comparator.comparing((Plan plan) -> !plan.declared())
                        .thenComparing(plan -> !holding.contains(DueKey.of(plan)))
                        .thenComparing(plan -> plan.check().name()))
                .forEach(allotment::add);
        giveAway(connection, allotment);
        return List.copyOf(allotment.settled.values());
    }

    private Map<Destination, Holder> holders(Connection connection, Collection<Plan> plans) throws SQLException {
        Columns names = new Columns(3);
        plans.forEach(plan -> activeDestinations(plan).forEach(destination -> add(names, destination)));
        Map<Destination, Holder> holders = new HashMap<>();
        if (!names.isEmpty()) {
            Database.query(
                    connection,
                    database.sql(HOLDERS),
                    row -> holders.put(destination(row), holder(row)),
                    names.arrays());
        }
        return holders;
    }

    private static Holder holder(Database.Row row) {
        return new Holder(
                new DueKey(new CheckId(row.uuid("check_id")), row.text("node")), row.text("name"), row.flag("alive"));
    }

    static Destination destination(Database.Row row) {
        String service = row.text("service");
        return new Destination(
                new ServerId(row.uuid("server_id")), new Target(row.text("host"), service.isEmpty() ? null : service));
    }

    private static void add(Columns names, Destination destination) {
        names.add(destination.server(), destination.target().host(), service(destination));
    }

    private static String service(Destination destination) {
        String service = destination.target().service();
        return service == null ? "" : service;
    }

    private void giveAway(Connection connection, Allotment allotment) throws SQLException {
        if (allotment.gone.isEmpty()) {
            return;
        }
        Columns names = new Columns(3);
        allotment.givenAway.forEach(destination -> add(names, destination));
        Database.update(connection, database.sql(GIVE_AWAY), names.arrays());
        Columns keys = new Columns(2);
        allotment.gone.forEach(key -> keys.add(key.check(), key.node()));
        Database.update(connection, database.sql(RETIRE), keys.arrays());
    }

    /** Stores these names instead of those that the checks had. */
    void replace(Connection connection, Collection<Settled> plans) throws SQLException {
        Columns keys = new Columns(2);
        Columns targets = new Columns(5);
        for (Settled settled : plans) {
            Plan plan = settled.plan;
            keys.add(plan.check().id(), plan.node());
            for (Destination destination : activeDestinations(plan)) {
                targets.add(
                        plan.check().id(),
                        plan.node(),
                        destination.server(),
                        destination.target().host(),
                        service(destination));
            }
        }
        Database.update(connection, database.sql(REMOVE), keys.arrays());
        if (!targets.isEmpty()) {
            Database.update(connection, database.sql(INSERT), targets.arrays());
        }
    }

    private static List<Destination> activeDestinations(Plan plan) {
        return plan.check().active() ? plan.check().destinations() : List.of();
    }
}
