/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.time.Duration;
import java.util.List;
import org.nscacheck.RefusedException;
import org.nscacheck.schedule.Durations;

/**
 * A section {@code [service:NAME]}.
 *
 * @param name service description under which it reports
 * @param period within which the next report is promised
 * @param command the words of the plugin's command line; none of them is read by a shell
 * @param maxLag by how much earlier it runs, for a slow plugin or network
 * @param timeout time limit of the plugin
 */
public record MonitoredService(String name, Duration period, List<String> command, Duration maxLag, Duration timeout) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** More seconds than a schedule can hold: of those whole minutes are taken. */
    private static final long LONG = 9999;

    /** @throws RefusedException if a value is outside its limits; the message names value and limit */
    public MonitoredService {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new RefusedException("the command is empty");
        }
        if (period.compareTo(SHORTEST) < 0 || timeout.compareTo(SHORTEST) < 0) {
            throw new RefusedException("period " + Durations.text(period) + " and timeout " + Durations.text(timeout)
                    + " must be 1 s or more");
        }
        if (maxLag.isNegative() || maxLag.compareTo(period) >= 0) {
            throw new RefusedException(
                    "max-lag " + Durations.text(maxLag) + " must be less than the period " + Durations.text(period));
        }
    }

    /**
     * Returns how long after a run the next one begins: a part of the period, less the lag, in whole seconds; at least one.
     *
     * @param margin part of the period after which it runs again, above 0 and up to 1
     */
    public Duration interval(double margin) {
        long seconds = (long) (period.toMillis() * margin - maxLag.toMillis()) / 1000;
        long possible = seconds > LONG ? seconds - seconds % 60 : seconds;
        return possible < SHORTEST.toSeconds() ? SHORTEST : Duration.ofSeconds(possible);
    }
}
