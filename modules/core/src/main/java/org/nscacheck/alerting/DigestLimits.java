/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.schedule.Durations;
import org.nscacheck.sender.Setting;

/**
 * When many words to one recipient become one message.
 *
 * @param most how many words it gets one by one within the span, 0 to 1000
 * @param span how long words beyond that are gathered, 0 to 10 minutes; 0 for not at all: then only what is due in one look is put
 *     together
 */
public record DigestLimits(int most, Duration span) {

    /** The default: five words in half a minute, those beyond it together. */
    public static final DigestLimits DEFAULT = new DigestLimits(5, Duration.ofSeconds(30));

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST = 1000;

    /** What a form asks for. */
    public static final List<Setting> SETTINGS = List.of(
            Setting.text(
                    "digest-above",
                    "Digest above",
                    "How many notifications a notifier gets one by one, 0 to 1000",
                    String.valueOf(DEFAULT.most)),
            Setting.text(
                    "digest-span",
                    "Gathered for",
                    "How long those beyond that are gathered, 0s to 10m",
                    Durations.text(DEFAULT.span)));

    /** Reads them from settings, or returns empty and adds what is wrong to the faults. */
    public static Optional<DigestLimits> read(Map<String, String> settings, List<String> faults) {
        return PolicyReader.read(
                settings,
                SETTINGS,
                faults,
                fields -> new DigestLimits(
                        fields.number("digest-above", 0, MOST),
                        fields.duration("digest-span", Duration.ZERO, LONGEST)));
    }

    /** Returns the settings that {@link #read} makes equal ones of. */
    public Map<String, String> settings() {
        return Map.of("digest-above", String.valueOf(most), "digest-span", Durations.text(span));
    }
}
