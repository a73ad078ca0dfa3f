/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nscacheck.schedule.Cron;
import org.nscacheck.schedule.CronSchedule;
import org.nscacheck.schedule.Durations;
import org.nscacheck.sender.Setting;

/** The settings of a maintenance window. */
final class WindowFields {

    /** The forms of {@link Times}. */
    enum Form {
        ONCE,
        WEEKLY,
        CRON
    }

    static final List<Setting> SETTINGS = Stream.of(
                    Stream.of(
                            Setting.text("name", "Name", "Shown where it is the reason for silence", ""),
                            new Setting(
                                    "repeats",
                                    "Repeats",
                                    "When it is open",
                                    "once",
                                    List.of(
                                            new Setting.Option("once", "once, from starts to ends"),
                                            new Setting.Option("weekly", "weekly, on days between two times"),
                                            new Setting.Option("cron", "after each slot of a cron expression"))),
                            Setting.text("starts", "Starts", "Of one that is once: such as 2026-03-01T22:00:00Z", ""),
                            Setting.text("ends", "Ends", "Of one that is once: such as 2026-03-02T06:00:00Z", "")),
                    WeeklyFields.SETTINGS.stream(),
                    Stream.of(
                            Setting.text("cron", "Cron expression", "When it begins, such as 0 0 22 ? * FRI", ""),
                            Setting.text("duration", "Duration", "How long after each slot, 1m to 31d", "")),
                    Match.SETTINGS.stream())
            .flatMap(settings -> settings)
            .toList();

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    private WindowFields() {}

    static Window read(Fields fields, Cron.Parser cron) {
        return new Window(fields.required("name"), Match.read(fields), times(fields, cron));
    }

    private static Times times(Fields fields, Cron.Parser cron) {
        return switch (fields.choice("repeats", Form.class)) {
            case ONCE -> new Times.Once(fields.instant("starts"), fields.instant("ends"));
            case WEEKLY -> WeeklyFields.read(fields);
            case CRON -> cronTimes(fields, cron);
        };
    }

    private static Times cronTimes(Fields fields, Cron.Parser cron) {
        ZoneId zone = fields.zone();
        Duration length = fields.duration("duration", SHORTEST, LONGEST);
        Times harmless = new Times.Once(Instant.EPOCH, Instant.EPOCH.plus(SHORTEST));
        return fields.value("cron", harmless, text -> new Times.ByCron(new CronSchedule(text, zone, cron), length));
    }

    static Map<String, String> settings(Window window) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("name", window.name());
        write(window.times(), settings);
        window.match().write(settings);
        return PolicyReader.withoutEmpty(settings);
    }

    private static void write(Times times, Map<String, String> settings) {
        if (times instanceof Times.Once once) {
            settings.put("repeats", "once");
            settings.put("starts", once.from().toString());
            settings.put("ends", once.to().toString());
        } else if (times instanceof Weekly weekly) {
            settings.put("repeats", "weekly");
            WeeklyFields.write(weekly, settings);
        } else if (times instanceof Times.ByCron cron) {
            settings.put("repeats", "cron");
            settings.put("cron", cron.slots().expression());
            settings.put("duration", Durations.text(cron.length()));
            settings.put("zone", cron.slots().zone().getId());
        } else {
            throw new IllegalStateException("unknown times " + times.getClass());
        }
    }
}
