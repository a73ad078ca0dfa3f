/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nscacheck.CheckResult;
import org.nscacheck.PerfData;
import org.nscacheck.Status;

/**
 * What came of running a plugin once.
 *
 * @param ending how it ended
 * @param output what it wrote to its standard output
 * @param errors what it wrote to its standard error
 * @param leftBehind how many of its processes still ran after its end, or the end of its time, and were killed
 * @param unkillable the numbers of those that could not be killed, such as one of another user
 */
public record PluginRun(PluginEnding ending, Text output, Text errors, int leftBehind, List<Long> unkillable) {

    public PluginRun {
        unkillable = List.copyOf(unkillable);
    }

    /**
     * What a plugin wrote.
     *
     * @param text the beginning of it, up to the limit, and no half metric
     * @param cutAfter the limit in bytes if there was more, or 0 if this is all
     */
    public record Text(String text, int cutAfter) {

        static final Text NONE = new Text("", 0);

        /** Returns whether nothing can be seen of it. */
        public boolean isBlank() {
            return text.isBlank();
        }
    }

    static PluginRun notStarted(String reason) {
        return new PluginRun(new PluginEnding.NotStarted(reason), Text.NONE, Text.NONE, 0, List.of());
    }

    /**
     * Returns the result by the rules of the plugin interface: exit codes 0 to 3 are states, any other end is UNKNOWN and named
     * in the message. Standard error is the text only where there is no output, and is named as such. The last lines of the long
     * output tell what was cut off, and that processes were left behind.
     */
    public CheckResult toResult() {
        Optional<Status> status =
                ending instanceof PluginEnding.Exited exited ? Status.ofCode(exited.code()) : Optional.empty();
        PluginOutput.Parsed parsed = parsed();
        List<String> message = new ArrayList<>();
        if (status.isEmpty()) {
            message.add(ending.words());
        }
        if (!parsed.message().isEmpty()) {
            message.add(parsed.message());
        } else if (status.isPresent() && parsed.longOutput().isEmpty()) {
            message.add("the plugin printed nothing");
        }
        return new CheckResult(
                status.orElse(Status.UNKNOWN),
                String.join(": ", message),
                withNotes(parsed.longOutput()),
                parsed.perfData());
    }

    private PluginOutput.Parsed parsed() {
        if (!output.isBlank()) {
            return PluginOutput.parse(output.text());
        }
        if (errors.isBlank()) {
            return new PluginOutput.Parsed("", "", PerfData.none());
        }
        String lines = errors.text().strip();
        int end = lines.indexOf('\n');
        String first = end < 0 ? lines : lines.substring(0, end).strip();
        return new PluginOutput.Parsed("stderr: " + first, end < 0 ? "" : lines.substring(end + 1), PerfData.none());
    }

    private String withNotes(String longOutput) {
        List<String> lines = new ArrayList<>();
        if (!longOutput.isEmpty()) {
            lines.add(longOutput);
        }
        Text shown = output.isBlank() ? errors : output;
        if (shown.cutAfter() > 0) {
            lines.add("(output cut: only its first " + shown.cutAfter() + " bytes were read)");
        }
        if (leftBehind > 0) {
            lines.add("(left behind by the plugin and killed: " + processes(leftBehind) + ")");
        }
        if (!unkillable.isEmpty()) {
            lines.add("(left behind by the plugin, could not be killed: " + processes(unkillable.size()) + " "
                    + unkillable + ")");
        }
        return String.join("\n", lines);
    }

    private static String processes(int count) {
        return count == 1 ? "1 process" : count + " processes";
    }
}
