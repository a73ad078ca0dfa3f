/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.nscacheck.check.CheckId;
import org.nscacheck.schedule.Durations;
import org.nscacheck.sender.Setting;

/**
 * Some subjects say nothing of their own while a check that they depend on is down, that is FAILURE. One alarm, not forty.
 *
 * @param children which subjects depend; the parent itself never does
 * @param parent the check they depend on
 * @param confirm how long a new problem waits for a result of the parent that is not older, 0 to 10 minutes; without it children that
 *     fail a moment before their parent are told
 * @param fresh how long after the parent's recovery a result of a child is awaited at most, 0 to 1 day; what was found while the
 *     parent was down is told after it
 */
public record Dependency(Match children, CheckId parent, Duration confirm, Duration fresh) {

    /** Default of {@link #confirm}. */
    public static final Duration CONFIRM = Duration.ZERO;

    /** Default of {@link #fresh}. */
    public static final Duration FRESH = Duration.ofHours(1);

    /** How long after it was due a heartbeat without a result counts as down. */
    public static final Duration OVERDUE = Duration.ofMinutes(1);

    /** A heartbeat has a result each minute. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(75);

    private static final Duration LONGEST_CONFIRM = Duration.ofMinutes(10);
    private static final Duration LONGEST_FRESH = Duration.ofDays(1);

    /** What a form asks for. */
    public static final List<Setting> SETTINGS = Stream.concat(
                    Stream.of(
                            Setting.text("parent", "Depends on", "The check whose failure explains theirs", ""),
                            Setting.text(
                                    "confirm",
                                    "Ask the parent first",
                                    "How long a new problem waits for the next result of the parent, 0s to 10m",
                                    Durations.text(CONFIRM)),
                            Setting.text(
                                    "fresh",
                                    "Wait for a fresh result",
                                    "How long after the parent's recovery, at most, 0s to 1d",
                                    Durations.text(FRESH))),
                    Match.SETTINGS.stream())
            .toList();

    /** Returns the built-in one: all depend on the heartbeat, and a new problem waits for its next result. */
    public static Dependency onHeartbeat(CheckId heartbeat) {
        return new Dependency(Match.ALL, heartbeat, HEARTBEAT, FRESH);
    }

    /** Returns whether a subject depends by this. What comes from outside does if it is named, not as one of all. */
    public boolean isChild(Subject subject) {
        boolean isMeant = !subject.isOutside() || !children.equals(Match.ALL);
        return isMeant && !subject.check().equals(parent) && children.matches(subject);
    }

    /** Reads one from its settings, or returns empty and adds what is wrong to the faults. */
    public static Optional<Dependency> read(Map<String, String> settings, List<String> faults) {
        return PolicyReader.read(
                settings,
                SETTINGS,
                faults,
                fields -> new Dependency(
                        Match.read(fields),
                        fields.value("parent", new CheckId(new UUID(0, 0)), text -> new CheckId(UUID.fromString(text))),
                        fields.duration("confirm", Duration.ZERO, LONGEST_CONFIRM),
                        fields.duration("fresh", Duration.ZERO, LONGEST_FRESH)));
    }

    /** Returns the settings that {@link #read} makes an equal one of. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("parent", parent.toString());
        settings.put("confirm", Durations.text(confirm));
        settings.put("fresh", Durations.text(fresh));
        children.write(settings);
        return PolicyReader.withoutEmpty(settings);
    }
}
