/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.time.Duration;
import java.time.Instant;
import org.nscacheck.PerfData;
import org.nscacheck.plugin.OutputFormat;
import org.nscacheck.plugin.PluginOutput;
import org.nscacheck.plugin.UnitRule;
import org.nscacheck.sender.Report;

/**
 * How reports look at OverC.
 *
 * @param hostService the service as which the state of a host is shown: OverC knows services only
 * @param perfData whether performance data stand in the text, as {@code overcli} sends the output of a plugin
 */
record ReportForm(String hostService, boolean perfData) {

    /** As much output as Nagios keeps. OverC's column holds more, its screens show it in one cell. */
    private static final OutputFormat TEXT = new OutputFormat(8192, true, true, false, UnitRule.NAGIOS);

    /** The period of a report that promises no next one. */
    static final int ENDLESS = (int) Duration.ofDays(365).toSeconds();

    /** Returns the report without a period: that depends on when it is sent. */
    ServiceReport of(Report report) {
        String service = report.target().service();
        String name = service == null ? hostService : service;
        PerfData shown = perfData ? report.perfData() : PerfData.none();
        String info = PluginOutput.render(report.message(), longOutput(report, name), shown, TEXT)
                .text();
        return new ServiceReport(ShortNames.of(name), report.status(), info, null);
    }

    /** A name that is cut is told in full. */
    private static String longOutput(Report report, String name) {
        return ShortNames.fits(name) ? report.longOutput() : "[" + name + "]\n" + report.longOutput();
    }

    /**
     * Returns the seconds until the next report is due at the latest, rounded up; at least one.
     *
     * @param now the time at which it is sent, from which OverC counts
     */
    static int period(Report report, Instant now) {
        Instant until = report.validUntil();
        if (until == null || !until.isBefore(now.plusSeconds(ENDLESS))) {
            return ENDLESS;
        }
        Duration left = Duration.between(now, until);
        long seconds = left.getSeconds() + (left.getNano() > 0 ? 1 : 0);
        return (int) Math.max(1, seconds);
    }
}
