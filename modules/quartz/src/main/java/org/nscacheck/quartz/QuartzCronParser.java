/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.quartz;

import java.text.ParseException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.schedule.Cron;
import org.quartz.CronExpression;

/**
 * Lets Quartz do the field arithmetic of cron expressions, in UTC, where local time has neither gaps nor overlaps. Stricter
 * than Quartz, which reads {@code 1.5} as 1 and {@code 5/0} as 5. Thread-safe.
 */
public final class QuartzCronParser implements Cron.Parser {

    /** A fixed moment, so that an expression does not become a fault when its last year is over. */
    private static final LocalDateTime REFERENCE = LocalDateTime.of(2024, 1, 1, 0, 0);

    @Override
    public Cron parse(String expression) {
        CronFields fields = new CronFields(expression);
        String fault = fields.fault();
        if (fault != null) {
            throw new RefusedException(fault);
        }
        Cron cron;
        try {
            cron = quartz(expression);
            String weekdays = fields.nearestWeekdays();
            if (weekdays != null) {
                cron = new NearestWeekdays(quartz(fields.onAnyDay()), weekdays);
            }
        } catch (ParseException | RuntimeException e) {
            throw new RefusedException(fields.refused(e), e);
        }
        if (cron.nextAfter(REFERENCE) == null) {
            throw new RefusedException("'" + expression + "' never fires: there is no such day, or its years are over");
        }
        return cron;
    }

    private static Cron quartz(String expression) throws ParseException {
        CronExpression parsed = new CronExpression(expression);
        parsed.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        return after -> next(parsed, after);
    }

    private static @Nullable LocalDateTime next(CronExpression expression, LocalDateTime after) {
        Date next;
        // CronExpression promises nothing to threads that share it.
        synchronized (expression) {
            next = expression.getNextValidTimeAfter(Date.from(after.toInstant(ZoneOffset.UTC)));
        }
        return next == null ? null : LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC);
    }
}
