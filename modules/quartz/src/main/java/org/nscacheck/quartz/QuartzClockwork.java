/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.quartz;

import java.time.InstantSource;
import org.nscacheck.schedule.Clockwork;
import org.nscacheck.schedule.Cron;
import org.nscacheck.schedule.CronAlarms;

/** Quartz as the clockwork of an engine: a scheduler of its own in memory, which an application's own does not see. */
public final class QuartzClockwork implements Clockwork {

    private final boolean rings;

    /** Reads cron expressions and rings at their slots. */
    public QuartzClockwork() {
        this(true);
    }

    private QuartzClockwork(boolean rings) {
        this.rings = rings;
    }

    /** Returns a clockwork that reads cron expressions and leaves all waking to the safety tick. */
    public static QuartzClockwork silent() {
        return new QuartzClockwork(false);
    }

    @Override
    public Cron.Parser cronParser() {
        return new QuartzCronParser();
    }

    @Override
    public boolean rings() {
        return rings;
    }

    @Override
    public CronAlarms alarms(Runnable wake) {
        return rings ? new QuartzAlarms(wake, InstantSource.system()) : CronAlarms.NONE;
    }
}
