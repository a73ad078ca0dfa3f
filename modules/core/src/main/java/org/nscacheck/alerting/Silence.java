/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nscacheck.RefusedException;
import org.nscacheck.sender.Setting;

/**
 * Nobody is told of some subjects for a while. It always ends: what is still so then is told.
 *
 * @param match which subjects
 * @param starts when it begins
 * @param ends when it ends, not included
 * @param reason why, 1 to 1000 characters
 * @param by who asked for it, 1 to 200 characters
 */
public record Silence(Match match, Instant starts, Instant ends, String reason, String by) {

    /** What a form asks for. */
    public static final List<Setting> SETTINGS = Stream.concat(
                    Match.SETTINGS.stream(),
                    Stream.of(
                            Setting.text("starts", "Starts", "Such as 2026-03-01T22:00:00Z", ""),
                            Setting.text("ends", "Ends", "Such as 2026-03-02T06:00:00Z; a silence always ends", ""),
                            Setting.text("reason", "Reason", "Why nobody should be told", ""),
                            Setting.text("by", "By", "Who asks for it", "")))
            .toList();

    /** @throws RefusedException if it ends before it begins, or nobody or no reason is named */
    public Silence {
        if (!ends.isAfter(starts)) {
            throw new RefusedException("the silence ends at " + ends + ", which is not after its begin at " + starts);
        }
        Texts.limit("the reason of a silence", reason, 1, 1000);
        Texts.limit("the name of who asks for a silence", by, 1, 200);
    }

    /** Returns whether it is in force for a subject. */
    public boolean covers(Subject subject, Instant now) {
        return !now.isBefore(starts) && now.isBefore(ends) && match.matches(subject);
    }

    /** Reads one from its settings, or returns empty and adds what is wrong to the faults. */
    public static Optional<Silence> read(Map<String, String> settings, List<String> faults) {
        return PolicyReader.read(
                settings,
                SETTINGS,
                faults,
                fields -> new Silence(
                        Match.read(fields),
                        fields.instant("starts"),
                        fields.instant("ends"),
                        fields.required("reason"),
                        fields.required("by")));
    }

    /** Returns the settings that {@link #read} makes an equal one of. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        match.write(settings);
        settings.put("starts", starts.toString());
        settings.put("ends", ends.toString());
        settings.put("reason", reason);
        settings.put("by", by);
        return PolicyReader.withoutEmpty(settings);
    }
}
