/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

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
import org.nscacheck.check.Check.Destination;
import org.nscacheck.check.DueList.ScheduledCheck;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which checks may have the names under which they would report: one host and service of a server belongs to one active check. The
 * decision is the same in each {@link DueList}, which tells who has a name now, and stores what comes of it. Not thread-safe.
 */
public final class TargetAllotment {

    private static final Logger log = LoggerFactory.getLogger(TargetAllotment.class);

    private final Map<DueList.Key, ScheduledCheck> unchanged = new HashMap<>();
    private final Map<Destination, ScheduledCheck> taken = new HashMap<>();
    private final Map<DueList.Key, Settled> settled = new LinkedHashMap<>();
    private final Set<DueList.Key> changed = new HashSet<>();
    private final Set<DueList.Key> gone = new LinkedHashSet<>();
    private final Set<Destination> givenAway = new LinkedHashSet<>();
    private final Map<Destination, Holder> held;

    /**
     * Who has a name now.
     *
     * @param key the entry of the list that has it
     * @param name name of its check
     * @param alive whether a living node runs it: otherwise it gives the name away
     */
    public record Holder(DueList.Key key, String name, boolean alive) {}

    /**
     * A check as it can be on the list.
     *
     * @param scheduled the check, faulty if it lacks a name
     * @param isWaiting whether it lacks a name that another check has, and should try again
     */
    public record Settled(ScheduledCheck scheduled, boolean isWaiting) {

        /** Logs that a check cannot run, or can again. */
        public void logChange(String formerFault) {
            Check check = scheduled.check();
            if (!check.active() || check.fault().equals(formerFault)) {
                return;
            }
            if (!check.isFaulty()) {
                log.info("NSCA-124 check can run again name={}", Names.printable(check.name()));
            } else if (isWaiting) {
                log.warn(
                        "NSCA-120 check cannot run name={} fault=\"{}\"",
                        Names.printable(check.name()),
                        Names.printable(check.fault()));
            } else {
                log.error(
                        "NSCA-120 check cannot run name={} fault=\"{}\"",
                        Names.printable(check.name()),
                        Names.printable(check.fault()));
            }
        }
    }

    private TargetAllotment(Map<Destination, Holder> held) {
        this.held = held;
    }

    /**
     * Decides.
     *
     * @param held who has the names now that the changed ones would report under
     * @param changed what differs from what is on the list
     * @param all what is wanted, changed or not
     */
    public static TargetAllotment of(
            Map<Destination, Holder> held, Collection<ScheduledCheck> changed, Collection<ScheduledCheck> all) {
        TargetAllotment allotment = new TargetAllotment(Map.copyOf(held));
        changed.forEach(scheduled -> allotment.changed.add(DueList.Key.of(scheduled)));
        all.stream()
                .filter(scheduled -> !allotment.changed.contains(DueList.Key.of(scheduled)))
                .forEach(scheduled -> allotment.unchanged.put(DueList.Key.of(scheduled), scheduled));
        Set<DueList.Key> holding = new HashSet<>();
        held.values().forEach(holder -> holding.add(holder.key()));
        changed.stream()
                .sorted(Comparator.comparing((ScheduledCheck scheduled) -> !scheduled.declared())
                        .thenComparing(scheduled -> !holding.contains(DueList.Key.of(scheduled)))
                        .thenComparing(scheduled -> scheduled.check().name()))
                .forEach(allotment::add);
        return allotment;
    }

    /** Returns those that differ from what is on the list as they can be, and those that have to give a name to them. */
    public List<Settled> settled() {
        return List.copyOf(settled.values());
    }

    /** Returns the entries that lose names because nobody runs them. */
    public Set<DueList.Key> gone() {
        return Set.copyOf(gone);
    }

    /** Returns the names that these lose. */
    public Set<Destination> givenAway() {
        return Set.copyOf(givenAway);
    }

    /** Returns the names that a check has if it may have all it wants: those of an active one. */
    public static List<Destination> wanted(ScheduledCheck scheduled) {
        return scheduled.check().active() ? scheduled.check().destinations() : List.of();
    }

    private void add(ScheduledCheck scheduled) {
        List<Destination> own = new ArrayList<>();
        Set<String> lacking = new LinkedHashSet<>();
        for (Destination destination : wanted(scheduled)) {
            String owner = ownerBesides(scheduled, destination);
            if (owner == null) {
                own.add(destination);
                taken.put(destination, scheduled);
            } else {
                lacking.add(belongsTo(destination, owner));
            }
        }
        settled.put(
                DueList.Key.of(scheduled),
                lacking.isEmpty() ? new Settled(scheduled, false) : waiting(scheduled, own, lacking));
    }

    /** Returns whom the name belongs to in words, or null if this check may have it. */
    private @Nullable String ownerBesides(ScheduledCheck scheduled, Destination destination) {
        ScheduledCheck earlier = taken.get(destination);
        if (earlier != null) {
            return owner(scheduled, DueList.Key.of(earlier), earlier.check().name());
        }
        Holder holder = held.get(destination);
        if (holder == null || changed.contains(holder.key())) {
            return null;
        }
        ScheduledCheck other = unchanged.get(holder.key());
        if (other != null && scheduled.declared() && !other.declared()) {
            displace(other, destination, scheduled);
            return null;
        }
        if (other == null && !holder.alive()) {
            gone.add(holder.key());
            givenAway.add(destination);
            return null;
        }
        return owner(scheduled, holder.key(), holder.name());
    }

    private void displace(ScheduledCheck loser, Destination destination, ScheduledCheck winner) {
        Settled before = settled.getOrDefault(DueList.Key.of(loser), new Settled(loser, false));
        List<Destination> rest = new ArrayList<>(before.scheduled().check().destinations());
        rest.remove(destination);
        String reason = belongsTo(
                destination, owner(loser, DueList.Key.of(winner), winner.check().name()));
        settled.put(DueList.Key.of(loser), waiting(before.scheduled(), rest, Set.of(reason)));
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

    private static String owner(ScheduledCheck scheduled, DueList.Key key, String name) {
        return scheduled.check().id().equals(key.check())
                ? "this check on the node '" + key.node() + "' already: give each node a host of its own, or write"
                        + " {node} into the service"
                : "the check '" + name + "' already: give one of them another service";
    }
}
