/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.schedule.Cron;
import org.nscacheck.sender.Setting;

/**
 * Maintenance: checks run, their results are recorded and reported, nobody is told.
 *
 * @param name its name, 1 to 200 characters
 * @param match which subjects
 * @param times when it is open
 */
public record Window(String name, Match match, Times times) {

    /** What a form asks for. */
    public static final List<Setting> SETTINGS = WindowFields.SETTINGS;

    /** @throws RefusedException if it has no name or is never open */
    public Window {
        Texts.limit("the name of a maintenance window", name, 1, 200);
        if (times instanceof Times.Once once && !once.to().isAfter(once.from())) {
            throw new RefusedException(
                    "the maintenance window ends at " + once.to() + ", which is not after its begin at " + once.from());
        }
    }

    /** Returns until when it is open for a subject, or null if it is not. */
    public @Nullable Instant openUntil(Subject subject, Instant now) {
        return match.matches(subject) ? times.endAfter(now) : null;
    }

    /**
     * Reads one from its settings, or returns empty and adds what is wrong to the faults.
     *
     * @param cron reads expressions
     */
    public static Optional<Window> read(Map<String, String> settings, Cron.Parser cron, List<String> faults) {
        return PolicyReader.read(settings, SETTINGS, faults, fields -> WindowFields.read(fields, cron));
    }

    /** Returns the settings that {@link #read} makes an equal one of. */
    public Map<String, String> settings() {
        return WindowFields.settings(this);
    }
}
