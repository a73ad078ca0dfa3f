/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import java.nio.charset.StandardCharsets;
import org.nscacheck.plugin.OutputFormat;
import org.nscacheck.plugin.PluginOutput;
import org.nscacheck.sender.Report;
import org.nscacheck.server.Target;

/**
 * A passive result as a line of Nagios' command file: {@code [time] PROCESS_SERVICE_CHECK_RESULT;host;service;code;output}.
 * Line ends and backslashes of the output are escaped as the {@code nsca} daemon does it, since a line end would begin a
 * command of its own. A {@code ;} in the output is part of it; in names, where it would shift the fields, {@link Target}
 * refuses it.
 */
public final class ExternalCommand {

    private ExternalCommand() {}

    /**
     * Returns the line with its line end, in UTF-8.
     *
     * @param maxBytes most bytes of the line; the output is cut to fit, performance data last
     * @param core which core reads it
     * @throws IllegalArgumentException if not even a short output fits behind the names
     */
    public static byte[] line(Report report, int maxBytes, MonitoringCore core) {
        OutputFormat format = OutputFormat.NSCA.withUnits(core.units());
        String head = head(report);
        int room = maxBytes - bytes(head) - 1;
        int budget = room;
        while (true) {
            String output = escape(output(report, format.withMaxBytes(budget)));
            int excess = bytes(output) - room;
            if (excess <= 0) {
                return (head + output + "\n").getBytes(StandardCharsets.UTF_8);
            }
            // What was escaped has become longer.
            budget -= excess;
        }
    }

    /** Returns the output as the plugin interface wants it; never an empty one, which would be dropped. */
    public static String output(Report report, OutputFormat format) {
        String text = PluginOutput.render(report.message(), report.longOutput(), report.perfData(), format)
                .text();
        return text.isBlank() ? "(no output)" : text;
    }

    private static String head(Report report) {
        Target target = report.target();
        String command = target.service() == null
                ? "PROCESS_HOST_CHECK_RESULT;" + target.host()
                : "PROCESS_SERVICE_CHECK_RESULT;" + target.host() + ";" + target.service();
        return "[" + report.at().getEpochSecond() + "] " + command + ";" + report.code() + ";";
    }

    static String escape(String output) {
        StringBuilder escaped = new StringBuilder(output.length() + 16);
        for (int i = 0; i < output.length(); i++) {
            char c = output.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\0' -> escaped.append(' ');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
