/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import java.text.ParseException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.nscacheck.schedule.Cron;
import org.quartz.CronExpression;

/**
 * Lets Quartz do the field arithmetic of cron expressions, in UTC, where local time has neither gaps nor overlaps.
 * Thread-safe.
 */
public final class QuartzCronParser implements Cron.Parser {

    private static final LocalDateTime BEFORE_EVERYTHING = LocalDateTime.of(2024, 1, 1, 0, 0);

    @Override
    public Cron parse(String expression) {
        CronExpression parsed;
        try {
            parsed = new CronExpression(expression);
        } catch (ParseException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "'" + expression + "' is not a Quartz cron expression: " + e.getMessage() + ". "
                            + form(expression.strip().split("\\s+")),
                    e);
        }
        parsed.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        Cron cron = after -> next(parsed, after);
        if (cron.nextAfter(BEFORE_EVERYTHING) == null) {
            throw new IllegalArgumentException("'" + expression + "' never fires");
        }
        return cron;
    }

    private static @Nullable LocalDateTime next(CronExpression expression, LocalDateTime after) {
        Date next;
        // CronExpression keeps state while it computes.
        synchronized (expression) {
            next = expression.getNextValidTimeAfter(Date.from(after.toInstant(ZoneOffset.UTC)));
        }
        return next == null ? null : LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC);
    }

    private static String form(String[] fields) {
        String form =
                "It has six or seven fields: second, minute, hour, day of month, month, day of week and perhaps year,"
                        + " with ? in one of the two day fields, such as '0 0/10 * * * ?'";
        if (fields.length == 5) {
            boolean anyWeekday = fields[4].equals("*");
            String guess = String.join(
                    " ",
                    "0",
                    fields[0],
                    fields[1],
                    anyWeekday || !fields[2].equals("*") ? fields[2] : "?",
                    fields[3],
                    anyWeekday || !fields[2].equals("*") ? "?" : fields[4]);
            return form + ". Five fields look like a Unix crontab; did you mean '" + guess + "'?";
        }
        return form + ".";
    }
}
