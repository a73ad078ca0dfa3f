/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.util.ArrayList;
import java.util.List;
import org.nscacheck.PerfData;

/**
 * Divides the bytes of one output.
 *
 * <p>Performance data come first, because half a metric is a wrong metric and a graph has no second source; the full
 * text stays in the store. Yet the message keeps an eighth of the room, so that a result always says something, and so
 * do the notes about dropped and renamed metrics. The long output takes what is left.
 */
final class OutputWriter {

    private static final String NO_OUTPUT = "(no output)";
    private static final String NOTE = "[nscacheck] ";
    private static final int MOST_NOTE_BYTES = 500;

    /** The bar, and the blank that it needs behind a backslash. */
    private static final int SEPARATOR_BYTES = 2;

    /** A remainder shorter than this would hold little but the mark of the cut. */
    private static final int LEAST_TEXT = CleanText.LEAST_BYTES;

    private final OutputFormat format;
    private final CleanText message;
    private final CleanText longOutput;
    private final String firstLine;
    private final List<String> changes = new ArrayList<>();

    OutputWriter(String message, String longOutput, OutputFormat format) {
        this.format = format;
        this.message = CleanText.of(message, format.maxBytes());
        this.longOutput = CleanText.of(longOutput, format.maxBytes());
        this.firstLine = this.message.text().isEmpty() ? NO_OUTPUT : this.message.firstLine();
    }

    PluginOutput.Rendered write(PerfData perfData) {
        int eighth = format.maxBytes() / 8;
        int leastMessage = Math.min(CleanText.bytes(firstLine), Math.max(eighth, LEAST_TEXT));
        PerfText.Written perf = PerfText.write(perfData, format, format.maxBytes() - SEPARATOR_BYTES - leastMessage);
        changes.addAll(perf.changes());
        if (message.replaced() || longOutput.replaced()) {
            changes.add("characters of the text replaced that receivers cannot read");
        }
        int room = format.maxBytes() - (perf.text().isEmpty() ? 0 : SEPARATOR_BYTES + CleanText.bytes(perf.text()));
        List<String> notes = notes(perf.changes());
        return new PluginOutput.Rendered(
                format.multiLine() ? lines(perf.text(), notes, room, leastMessage) : oneLine(perf.text(), notes, room),
                changes);
    }

    private String oneLine(String perf, List<String> notes, int room) {
        List<String> parts = new ArrayList<>();
        parts.add(firstLine);
        parts.addAll(new CleanText(message.otherLines(), false, false).lines());
        parts.addAll(longOutput.lines());
        parts.addAll(notes);
        boolean more = message.cut() || longOutput.cut();
        return join(fit("text", String.join(" / ", parts), more, room), perf);
    }

    private String lines(String perf, List<String> notes, int room, int least) {
        int eighth = format.maxBytes() / 8;
        boolean oneLineMessage = message.otherLines().isEmpty();
        int noteBytes =
                notes.stream().mapToInt(note -> 1 + CleanText.bytes(note)).sum();
        String text = fit(
                "message",
                firstLine,
                message.cut() && oneLineMessage,
                Math.max(least, room - Math.min(noteBytes, eighth)));
        int left = room - CleanText.bytes(text);

        String body = CleanText.stripLines(message.otherLines() + "\n" + longOutput.text());
        boolean more = longOutput.cut() || (message.cut() && !oneLineMessage);
        String below = below(body, more, notes, left);
        return join(text, perf) + below;
    }

    private String below(String body, boolean more, List<String> notes, int left) {
        int wanted = body.isEmpty() ? 0 : 1 + CleanText.bytes(body);
        int forNotes = left - Math.min(wanted, left / 2);
        StringBuilder tail = new StringBuilder();
        int tailBytes = 0;
        for (String note : notes) {
            int bytes = 1 + CleanText.bytes(note);
            if (tailBytes + bytes > forNotes) {
                break;
            }
            tail.append('\n').append(note);
            tailBytes += bytes;
        }
        int forBody = left - tailBytes - 1;
        if (body.isEmpty()) {
            return tail.toString();
        }
        if (forBody < Math.min(wanted, LEAST_TEXT)) {
            changes.add("long output left out, no room in " + format.maxBytes() + " bytes");
            return tail.toString();
        }
        return "\n" + fit("long output", body, more, forBody) + tail;
    }

    private String fit(String what, String text, boolean more, int room) {
        String fitting = CleanText.fit(text, more, room);
        if (!fitting.equals(text)) {
            changes.add(what + " cut, only " + format.maxBytes() + " bytes can be sent");
        }
        return fitting;
    }

    private static String join(String text, String perf) {
        if (perf.isEmpty()) {
            return text;
        }
        // Shinken reads a backslash before the bar as "this is not a separator".
        return text + (text.endsWith("\\") ? " |" : "|") + perf;
    }

    private List<String> notes(List<String> changes) {
        return changes.stream()
                .limit(format.maxBytes() / NOTE.length())
                .map(change ->
                        NOTE + CleanText.of(change, MOST_NOTE_BYTES).text().replace('\n', ' '))
                .toList();
    }
}
