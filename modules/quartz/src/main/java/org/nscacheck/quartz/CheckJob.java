/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.quartz;

import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.SchedulerException;

/**
 * The only job: wakes the runner, which then looks at the due list. It never runs a check, so that a slow check can
 * neither occupy a Quartz thread nor make a trigger misfire.
 */
public final class CheckJob implements Job {

    /** Key under which a trigger, or else the scheduler's context, holds what is to be called. */
    static final String WAKE = "nscacheck.wake";

    @Override
    public void execute(JobExecutionContext context) {
        try {
            Object own = context.getTrigger().getJobDataMap().get(WAKE);
            Object called = own == null ? context.getScheduler().getContext().get(WAKE) : own;
            if (called instanceof Runnable wake) {
                wake.run();
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("a scheduler in memory always has its context", e);
        }
    }
}
