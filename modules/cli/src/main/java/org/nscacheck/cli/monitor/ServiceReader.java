/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nscacheck.RefusedException;
import org.nscacheck.plugin.CommandWords;
import org.nscacheck.plugin.PluginRunner;
import org.nscacheck.schedule.Durations;
import org.nscacheck.server.Names;

/** Reads a section {@code [service:NAME]}: period and command, max-lag as in OverC, and timeout. */
final class ServiceReader {

    private static final Set<String> KEYS = Set.of("period", "command", "max-lag", "timeout");

    private final String name;
    private final SectionValues values;

    ServiceReader(String name, SectionValues values) {
        this.name = name;
        this.values = values;
    }

    Optional<MonitoredService> read() {
        values.warnOfOthers(KEYS);
        Duration period = values.required("period", ServiceReader::seconds);
        List<String> command = values.required("command", CommandWords::of);
        Duration maxLag = values.value("max-lag", ServiceReader::seconds, Duration.ZERO);
        Duration timeout = values.value("timeout", ServiceReader::seconds, PluginRunner.DEFAULT_TIMEOUT);
        if (period == null || command == null) {
            return Optional.empty();
        }
        try {
            Names.requireService(name);
            return Optional.of(new MonitoredService(name, period, command, maxLag, timeout));
        } catch (RefusedException e) {
            values.fault(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A number is one of seconds, as in OverC; with a unit it may be another. */
    private static Duration seconds(String text) {
        try {
            return Duration.ofMillis(
                    new BigDecimal(text.strip()).movePointRight(3).longValueExact());
        } catch (NumberFormatException e) {
            return Durations.parse(text);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number of seconds", e);
        }
    }
}
