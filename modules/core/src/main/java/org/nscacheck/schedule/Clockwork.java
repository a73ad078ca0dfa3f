/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

/** The scheduler library behind an engine: what reads cron expressions, and what rings at their slots. Thread-safe. */
public interface Clockwork {

    /** No library: schedules are intervals only, and the safety tick starts what is due. */
    Clockwork NONE = new Clockwork() {
        @Override
        public Cron.Parser cronParser() {
            return expression -> {
                throw new IllegalArgumentException("cron expression '" + expression
                        + "' cannot be read: this application has no scheduler library; set an interval such as every=5m, or"
                        + " give the engine a clockwork");
            };
        }

        @Override
        public boolean rings() {
            return false;
        }

        @Override
        public CronAlarms alarms(Runnable wake) {
            return CronAlarms.NONE;
        }
    };

    /** Returns what reads cron expressions. */
    Cron.Parser cronParser();

    /** Returns whether its alarms ever ring; otherwise the safety tick starts what is due. */
    boolean rings();

    /**
     * Makes the alarms of an engine; they do not ring yet.
     *
     * @param wake what is done at the slots of cron schedules; short
     * @throws IllegalStateException if they cannot be set up; the safety tick does their work then
     */
    CronAlarms alarms(Runnable wake);
}
