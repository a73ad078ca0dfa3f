/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.util.Collection;
import java.util.function.Supplier;

/**
 * Alarm clocks of an engine: one for each cron schedule that is shown, and named ones for other due times. A fault in them is
 * logged and not thrown, because the safety tick alone is sufficient. Thread-safe.
 */
public interface CronAlarms extends AutoCloseable {

    /** Alarms that never ring, for a node that relies on the safety tick alone. */
    CronAlarms NONE = new CronAlarms() {
        @Override
        public void start() {}

        @Override
        public void show(Supplier<? extends Collection<CronSchedule>> schedules) {}

        @Override
        public Alarm alarm(String name, Runnable wake) {
            return Alarm.NONE;
        }

        @Override
        public void close() {}
    };

    /** Starts ringing. */
    void start();

    /**
     * Rings at the slots of each of these schedules from now on, and no longer at those of others.
     *
     * @param schedules is asked for them unless these alarms never ring: to find them, all checks are read
     */
    void show(Supplier<? extends Collection<CronSchedule>> schedules);

    /**
     * Returns an alarm clock of its own.
     *
     * @param wake what it does when it rings; short
     */
    Alarm alarm(String name, Runnable wake);

    /** Stops ringing; a wake-up under way ends by itself. */
    @Override
    void close();
}
