/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;

/**
 * A schedule as it was written down: an interval or a cron expression, and a zone.
 *
 * @param every interval such as {@code 10m}, or null
 * @param cron Quartz cron expression, or null
 * @param zone name of a time zone, or null for the default
 */
public record ScheduleSpec(
        @Nullable String every,
        @Nullable String cron,
        @Nullable String zone) {

    /** Every ten minutes, as in the Odoo module. */
    public static final ScheduleSpec DEFAULT = every("10m");

    /** @throws RefusedException if not exactly one of interval and cron expression is given */
    public ScheduleSpec {
        if ((every == null) == (cron == null)) {
            throw new RefusedException(
                    every == null
                            ? "a schedule needs an interval or a cron expression"
                            : "a schedule is either an interval or a cron expression, not both: every '" + every
                                    + "' and cron '" + cron + "'");
        }
    }

    public static ScheduleSpec every(String interval) {
        return new ScheduleSpec(interval, null, null);
    }

    public static ScheduleSpec cron(String expression, @Nullable String zone) {
        return new ScheduleSpec(null, expression, zone);
    }

    /** Turns specifications into schedules and keeps them, because a parsed cron expression takes 14 KB. Thread-safe. */
    public static final class Reader {

        private static final int MAX_LENGTH = 1000;
        /** Enough for a list of all minutes. Parsers go into the depth with each part of a field. */
        private static final int MAX_FIELD_LENGTH = 200;

        private final Cron.Parser cronParser;
        private final ZoneId defaultZone;
        private final Map<ScheduleSpec, Schedule> known = new ConcurrentHashMap<>();

        public Reader(Cron.Parser cronParser, ZoneId defaultZone) {
            this.cronParser = cronParser;
            this.defaultZone = defaultZone;
        }

        /** @throws RefusedException if interval, cron expression or zone is wrong; the message quotes it */
        public Schedule read(ScheduleSpec spec) {
            requireShort("interval", spec.every());
            requireShort("cron expression", spec.cron());
            requireShortFields(spec.cron());
            requireShort("time zone", spec.zone());
            return known.computeIfAbsent(spec, this::parse);
        }

        private static void requireShort(String what, @Nullable String text) {
            if (text != null && text.length() > MAX_LENGTH) {
                throw new RefusedException(
                        "a " + what + " of " + text.length() + " characters is too long: at most " + MAX_LENGTH);
            }
        }

        private static void requireShortFields(@Nullable String cron) {
            if (cron == null) {
                return;
            }
            for (String field : cron.strip().split("\\s+")) {
                if (field.length() > MAX_FIELD_LENGTH) {
                    throw new RefusedException("the cron expression '" + cron + "' has a field of "
                            + field.length() + " characters, which is too long: at most " + MAX_FIELD_LENGTH
                            + ". Write a range or a step such as 0/5 instead of a list.");
                }
            }
        }

        private Schedule parse(ScheduleSpec spec) {
            ZoneId zone = spec.zone() == null ? defaultZone : zone(spec.zone());
            return spec.cron() != null
                    ? new CronSchedule(spec.cron(), zone, cronParser)
                    : IntervalSchedule.parse(String.valueOf(spec.every()), zone);
        }

        private static ZoneId zone(String name) {
            try {
                return ZoneId.of(name.strip());
            } catch (DateTimeException e) {
                throw new RefusedException(
                        "'" + name + "' is not a time zone: use a name such as Europe/Berlin or UTC", e);
            }
        }
    }
}
