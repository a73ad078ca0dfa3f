/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.ServerId;

/**
 * When a recipient is left alone. What is still so at their end is told then. What breaks through is told, and so is everything
 * about it that follows.
 *
 * @param notifier the recipient
 * @param times when
 * @param breaksThrough the least severity that is told nevertheless, or null for none
 */
public record QuietHours(
        ServerId notifier, Weekly times, @Nullable Severity breaksThrough) {

    /** What a form asks for. */
    public static final List<Setting> SETTINGS = Stream.concat(
                    Stream.of(
                            Setting.text("notifier", "Notifier", "Who is left alone", ""),
                            new Setting(
                                    "breaks-through",
                                    "Breaks through",
                                    "What is told nevertheless",
                                    "failure",
                                    List.of(
                                            new Setting.Option("failure", "failures"),
                                            new Setting.Option("warning", "warnings and failures"),
                                            new Setting.Option("none", "nothing")))),
                    WeeklyFields.SETTINGS.stream())
            .toList();

    /** Returns whether a word is told nevertheless: it, or the one before it, is bad enough. */
    boolean letsThrough(Severity word, Word last) {
        Severity least = breaksThrough;
        Severity known = last.severity();
        return least != null && (word.compareTo(least) >= 0 || (known != null && known.compareTo(least) >= 0));
    }

    /** Reads one from its settings, or returns empty and adds what is wrong to the faults. */
    public static Optional<QuietHours> read(Map<String, String> settings, List<String> faults) {
        return PolicyReader.read(settings, SETTINGS, faults, fields -> {
            List<ServerId> notifiers = fields.notifiers("notifier");
            if (notifiers.size() != 1) {
                fields.fault("notifier must name exactly one");
            }
            return new QuietHours(
                    notifiers.isEmpty() ? ServerId.random() : notifiers.get(0),
                    WeeklyFields.read(fields),
                    severity(fields));
        });
    }

    private static @Nullable Severity severity(Fields fields) {
        Breaking breaking = fields.choice("breaks-through", Breaking.class);
        return breaking == Breaking.NONE ? null : Severity.valueOf(breaking.name());
    }

    /** Values of the setting. */
    enum Breaking {
        NONE,
        WARNING,
        FAILURE
    }

    /** Returns the settings that {@link #read} makes an equal one of. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("notifier", notifier.toString());
        settings.put("breaks-through", breaksThrough == null ? "none" : Fields.word(breaksThrough));
        WeeklyFields.write(times, settings);
        return settings;
    }
}
