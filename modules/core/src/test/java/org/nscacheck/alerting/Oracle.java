/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/**
 * What people should be told, reckoned in the plainest way from a {@link World} and from what they were told. It says what is wrong
 * with a word, and what is owed at a moment.
 */
final class Oracle {

    private static final Duration FLAP_SPAN = Duration.ofMinutes(60);
    private final World world;
    final Map<ServerId, Severity> last = new HashMap<>();
    private final Map<ServerId, Instant> lastAt = new HashMap<>();
    private final Map<ServerId, Instant> lastResult = new HashMap<>();
    private final Set<ServerId> flapping = new HashSet<>();
    private final List<Instant> changes = new ArrayList<>();
    private @Nullable Severity seen;
    private @Nullable Instant badSince;
    private @Nullable Instant openFrom;

    @Nullable
    Acknowledgement acknowledged;

    private @Nullable Instant expired;

    Oracle(World world) {
        this.world = world;
    }

    private Severity state() {
        return world.condition.severity();
    }

    /** Time has passed or something has happened: before the look. */
    void follow() {
        last.keySet().retainAll(world.exist);
        flapping.retainAll(world.exist);
        Acknowledgement known = acknowledged;
        if (known != null && (state().compareTo(known.severity()) > 0 || isOver(known.until()))) {
            expired = isOver(known.until()) ? known.until() : expired;
            acknowledged = null;
        }
        if (seen != null && seen != state()) {
            changes.add(world.now);
        }
        seen = state();
        badSince = badSince == null && state() != Severity.OKAY ? world.condition.since() : badSince;
        boolean open = badSince != null && !isHeldForAll();
        openFrom = open ? openFrom == null ? world.now : openFrom : null;
    }

    /** After the look. */
    void followed() {
        if (state() == Severity.OKAY && isGood()) {
            badSince = null;
            openFrom = null;
            acknowledged = null;
            expired = null;
        }
        for (ServerId one : world.exist) {
            if (isRouted(one)) {
                if (flapsNow(one)) {
                    flapping.add(one);
                } else {
                    flapping.remove(one);
                }
            }
        }
    }

    private boolean isRouted(ServerId one) {
        return world.routed && (one.equals(World.ANNA) || world.escalateAfter > 0);
    }

    private boolean flapsNow(ServerId one) {
        long count = changes.stream()
                .filter(at -> at.plus(FLAP_SPAN).isAfter(world.now))
                .count();
        return world.flapDetection
                && !world.condition.isEnded()
                && (count >= 4 || (flapping.contains(one) && count > 1));
    }

    private boolean isOver(@Nullable Instant end) {
        return end != null && !world.now.isBefore(end);
    }

    private boolean isGood() {
        return world.condition.isEnded()
                || world.exist.stream().noneMatch(this::isRouted)
                || world.condition.goodRuns() >= world.recoverAfter;
    }

    private int hour() {
        return world.now.atOffset(ZoneOffset.UTC).getHour();
    }

    boolean isHeldForAll() {
        boolean silent = !world.now.isBefore(world.silentFrom) && world.now.isBefore(world.silentTo);
        boolean maintained = world.now.isBefore(world.windowTo) || (world.noonWindow && hour() == 12);
        return silent || maintained || isHeldByParent() || (acknowledged != null && state() != Severity.OKAY);
    }

    private boolean isHeldByParent() {
        if (!world.depends || world.condition.isEnded()) {
            return false;
        }
        Instant asked = world.condition.since().plus(Duration.ofMinutes(world.confirm));
        boolean asking = state() != Severity.OKAY
                && world.parentResultAt.isBefore(world.condition.since())
                && world.now.isBefore(asked);
        boolean stale = !world.condition.lastResultAt().isAfter(world.parentSince)
                && world.now.isBefore(world.parentSince.plus(Duration.ofMinutes(30)));
        return world.parent == Status.CRITICAL || asking || stale;
    }

    private boolean isAsleep(ServerId one) {
        boolean night = hour() >= 22 || hour() < 6;
        boolean wakes = world.failuresWakeAnna && (state() == Severity.FAILURE || last.get(one) == Severity.FAILURE);
        return one.equals(World.ANNA) && world.annaSleeps && night && !wakes;
    }

    private boolean isBad(ServerId one) {
        return last.getOrDefault(one, Severity.OKAY) != Severity.OKAY;
    }

    private boolean isHeld(ServerId one) {
        boolean off = one.equals(World.ANNA) && !world.annaOn;
        return off || isHeldForAll() || isAsleep(one) || (flapping.contains(one) && flapsNow(one));
    }

    private boolean isFor() {
        boolean severe = state() == Severity.FAILURE || !world.failuresOnly;
        return severe && (!world.atWorkOnly || (hour() >= 8 && hour() < 18));
    }

    /** Says what is wrong with a word, or returns an empty text. */
    String wrong(ServerId one, Notification word) {
        Severity before = last.get(one);
        if (word.severity() != state()) {
            return "it is not the state";
        }
        if (!isRouted(one) || !world.exist.contains(one)) {
            return "nothing leads there";
        }
        if (isHeld(one)) {
            return "it should be held";
        }
        return switch (word.kind()) {
            case RECOVERY -> isBad(one) && isGood() ? "" : "a recovery of nothing";
            case PROBLEM -> before == state() || (!isBad(one) && !isFirst(one)) ? "no new problem" : "";
            case ESCALATION -> isBad(one) || !isFirst(one) ? "no escalation" : "";
            case REMINDER -> before == state() && isReminder(one) ? "" : "no reminder";
            case EVENT -> "no event";
        };
    }

    private boolean isFirst(ServerId one) {
        Instant from = badSince == null ? world.now : badSince;
        long minutes = (long) world.delay + (one.equals(World.ANNA) ? 0 : world.escalateAfter);
        return isFor() && !world.now.isBefore(from.plusSeconds(60L * minutes));
    }

    private boolean isReminder(ServerId one) {
        Instant at = lastAt.getOrDefault(one, Instant.MAX);
        boolean interval = world.reminder > 0 && Duration.between(at, world.now).toMinutes() >= world.reminder;
        boolean rearmed = expired != null && at.isBefore(expired);
        boolean persistent =
                world.condition.persistent() && lastResult.get(one).isBefore(world.condition.lastResultAt());
        return isFor() && (interval || rearmed || persistent);
    }

    /** Notes a word. */
    void told(ServerId one, Notification word) {
        last.put(one, word.severity());
        lastAt.put(one, world.now);
        lastResult.put(one, world.condition.lastResultAt());
    }

    /** Says what somebody is owed at this moment and has not got, or returns an empty text. */
    String owed() {
        for (ServerId one : world.exist) {
            if (isRouted(one) && !isHeld(one) && isOwed(one)) {
                return (one.equals(World.ANNA) ? "anna" : "boris") + " is owed " + state() + ", knows " + last.get(one)
                        + " since " + lastAt.get(one) + ", expired " + expired + ", reminder " + world.reminder
                        + ", open "
                        + openFrom;
            }
        }
        return "";
    }

    private boolean isOwed(ServerId one) {
        if (state() == Severity.OKAY) {
            return isBad(one) && isGood();
        }
        if (isBad(one)) {
            return last.get(one) != state() || isReminder(one);
        }
        boolean direct = one.equals(World.ANNA);
        Instant open = openFrom;
        boolean escalates =
                open != null && !world.now.isBefore(open.plusSeconds(60L * (world.escalateAfter + world.delay)));
        return isFirst(one) && (direct || escalates);
    }

    /** Somebody acknowledges: the time for escalation begins again. */
    void given() {
        openFrom = null;
    }
}
