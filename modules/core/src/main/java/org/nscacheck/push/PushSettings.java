/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.time.Duration;
import java.util.List;
import org.nscacheck.Status;
import org.nscacheck.schedule.ScheduleSpec;

/**
 * What agents may do, and what is made of it.
 *
 * @param registration what happens when an agent reports under a new name
 * @param limits how much there may be
 * @param gracePercent how much longer than its period a service may be silent, in percent of the period, 0 to 1,000
 * @param lateStatus state of a service that is silent for longer, not OK
 * @param servers names of the servers that get the results; empty for all
 * @param retention how long alerts are kept; zero: for ever
 */
public record PushSettings(
        Registration registration,
        Limits limits,
        int gracePercent,
        Status lateStatus,
        List<String> servers,
        Duration retention) {

    /** Longest period that an agent may promise. */
    public static final Duration MAX_PERIOD = Duration.ofDays(31);

    private static final int MAX_GRACE_PERCENT = 1000;

    /** The most units that a schedule takes. */
    private static final long MOST_UNITS = 9999;

    /** What happens when an agent reports under a new name. */
    public enum Registration {
        /** It is added with the key that it gives. */
        OPEN,
        /** It is added, and what it reports is refused until an administrator has approved it. */
        APPROVAL,
        /** It is refused. */
        CLOSED
    }

    /**
     * How much there may be.
     *
     * @param agents the most agents, 1 or more
     * @param services the most services of one agent, 1 or more
     * @param requestsPerMinute the most requests of one agent within a minute, 1 or more
     */
    public record Limits(int agents, int services, int requestsPerMinute) {

        /** A thousand agents with two hundred services each, ten requests a second. */
        public static final Limits DEFAULT = new Limits(1000, 200, 600);

        /** @throws IllegalArgumentException if nothing would be allowed */
        public Limits {
            if (agents < 1 || services < 1 || requestsPerMinute < 1) {
                throw new IllegalArgumentException("agents, services and requests per minute must be 1 or more, not "
                        + agents + ", " + services + " and " + requestsPerMinute);
            }
        }
    }

    /** @throws IllegalArgumentException if a value is outside its limits */
    public PushSettings {
        if (gracePercent < 0 || gracePercent > MAX_GRACE_PERCENT) {
            throw new IllegalArgumentException(
                    "the grace of " + gracePercent + " percent is outside 0 to " + MAX_GRACE_PERCENT);
        }
        if (lateStatus == Status.OK) {
            throw new IllegalArgumentException("a silent service must not be reported as OK");
        }
        servers = List.copyOf(servers);
    }

    /** Returns how long a report with this promise is valid. */
    public Duration validFor(Duration period) {
        return period.plus(period.multipliedBy(gracePercent).dividedBy(100));
    }

    /** Returns when it is said again that a service is silent: as often as it would be found out. */
    ScheduleSpec schedule(Duration period) {
        Duration validFor = validFor(period);
        long seconds = validFor.plusNanos(999_999_999).toSeconds();
        if (seconds <= MOST_UNITS) {
            return ScheduleSpec.every(seconds + "s");
        }
        long minutes = (seconds + 59) / 60;
        return ScheduleSpec.every(minutes <= MOST_UNITS ? minutes + "m" : (minutes + 59) / 60 + "h");
    }
}
