/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.util.List;
import java.util.Objects;
import org.nscacheck.PerfData;

/**
 * The output of a plugin as Nagios and its relatives read it: {@code message|performance data}, then lines of long
 * output.
 *
 * <p>Rules: the <a href="https://www.monitoring-plugins.org/doc/guidelines.html">plugin guidelines</a>, narrowed to what
 * Nagios, Icinga 2, Shinken, PNP4Nagios and Monitoring::Plugin all read alike.
 */
public final class PluginOutput {

    private PluginOutput() {}

    /**
     * Writes an output that can always be sent. It never throws, is never empty (an empty text makes {@code send_nsca}
     * report the host instead of the service), has at most {@link OutputFormat#maxBytes()} bytes of UTF-8, and holds no
     * control character but {@code \n} between lines.
     *
     * <p>The first {@code |} is the one in front of the performance data and there is no other one. Text is cut at a
     * character and marked, performance data lose whole metrics only, and never for the sake of text as long as an
     * eighth of the room is left for the message. Lines of the message below its first one go to the long output. What
     * happened to metrics stands there too, in lines that start with {@code [nscacheck]}, as far as there is room.
     *
     * @param message short text; may hold anything
     * @param longOutput further lines; may hold anything
     * @param perfData metrics, and the faults of those that could not be read
     * @param format what the receiver takes
     */
    public static Rendered render(String message, String longOutput, PerfData perfData, OutputFormat format) {
        // Null comes from code that is not checked for it; a result must go out all the same.
        OutputWriter writer = new OutputWriter(
                Objects.requireNonNullElse(message, ""), Objects.requireNonNullElse(longOutput, ""), format);
        return writer.write(Objects.requireNonNullElse(perfData, PerfData.none()));
    }

    /**
     * Reads what a plugin printed. It never throws: a metric that cannot be read is left out and named in
     * {@link PerfData#faults()}.
     *
     * <p>The message is the first line that is not blank. Performance data stand behind the first {@code |} of the first line, and again behind the first {@code |} of a
     * later line and in all lines below it, as Nagios reads them. Where no {@code =} follows on that line, the bar belongs
     * to the text, as in Icinga 2. Labels may be quoted, a doubled quote stands for one; numbers may have an exponent; any text behind
     * a number is its unit. A unit that {@link org.nscacheck.Uom#of} refuses is left out and named, a decimal comma costs the metric.
     * Of metrics with one label the later ones are numbered.
     *
     * @param output all that was printed, in any size
     */
    public static Parsed parse(String output) {
        return OutputParser.parse(Objects.requireNonNullElse(output, ""));
    }

    /**
     * The parts of an output, as they were written: nothing is replaced.
     *
     * @param message first line, without blanks at its ends; may be empty
     * @param longOutput further lines, separated by {@code \n}; may be empty
     * @param perfData what could be read, and why the rest could not
     */
    public record Parsed(String message, String longOutput, PerfData perfData) {}

    /**
     * An output ready to be sent.
     *
     * @param text first line and lines of long output, separated by {@code \n}
     * @param changes what differs from what the check gave, one sentence each: unreadable or dropped metrics, replaced
     *     labels and characters, cut text
     */
    public record Rendered(String text, List<String> changes) {
        public Rendered {
            changes = List.copyOf(changes);
        }
    }
}
