/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.util.Iterator;

/** Takes an output apart into message, long output and performance data. */
final class OutputParser {

    private final StringBuilder longOutput = new StringBuilder();
    private final StringBuilder perfData = new StringBuilder();
    private boolean onlyPerfData;

    private OutputParser() {}

    static PluginOutput.Parsed parse(String output) {
        Iterator<String> lines = output.lines().dropWhile(String::isBlank).iterator();
        OutputParser parser = new OutputParser();
        String message = lines.hasNext() ? parser.first(lines.next()) : "";
        lines.forEachRemaining(parser::next);
        return new PluginOutput.Parsed(
                message,
                CleanText.stripLines(parser.longOutput.toString()),
                new PerfParser(parser.perfData.toString()).parse());
    }

    private String first(String line) {
        int bar = line.indexOf('|');
        boolean perf = bar >= 0
                && (startsPerfData(line, bar) || line.substring(bar + 1).isBlank());
        return (perf ? split(line, bar) : line).strip();
    }

    private void next(String line) {
        if (onlyPerfData) {
            perfData.append(' ').append(line);
            return;
        }
        int bar = line.indexOf('|');
        onlyPerfData = bar >= 0 && startsPerfData(line, bar);
        longOutput
                .append((onlyPerfData ? split(line, bar) : line).stripTrailing())
                .append('\n');
    }

    private static boolean startsPerfData(String line, int bar) {
        return line.indexOf('=', bar) >= 0;
    }

    private String split(String line, int bar) {
        perfData.append(' ').append(line, bar + 1, line.length());
        return line.substring(0, bar);
    }
}
