/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * One output of a plugin that runs: keeps the beginning and drops the rest, so that neither a full pipe holds up the plugin nor a
 * flood fills the heap. It never waits: whoever still holds the pipe open holds up nobody. For one thread.
 */
final class Capture {

    private static final int PIPE = 65_536;

    private final InputStream from;
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[PIPE];
    private boolean cut;

    /** @param limit how many bytes are kept, 1 or more */
    Capture(InputStream from, int limit) {
        this.from = from;
        this.limit = limit;
    }

    /** Takes what is there, up to a pipe full; returns whether there was anything. */
    boolean take() throws IOException {
        int there = Math.min(from.available(), buffer.length);
        int count = there <= 0 ? 0 : from.read(buffer, 0, there);
        if (count <= 0) {
            return false;
        }
        int room = Math.min(count, limit - kept.size());
        kept.write(buffer, 0, room);
        cut |= room < count;
        return true;
    }

    /** Takes the rest of what a plugin that has ended wrote; one that is flooded by others is read up to the limit only. */
    void takeRest() throws IOException {
        boolean more = true;
        while (more && !cut) {
            more = take();
        }
    }

    /** Returns whether there was more than is kept. */
    boolean isCut() {
        return cut;
    }

    /** Returns what was kept; where it was cut, it ends with a whole word, since half a metric is a wrong metric. */
    PluginRun.Text text(@Nullable Charset charset) {
        String text = OutputDecoder.decode(kept.toByteArray(), charset, cut);
        return cut ? new PluginRun.Text(wholeWords(text), limit) : new PluginRun.Text(text, 0);
    }

    private static String wholeWords(String text) {
        int end = text.length();
        while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        int bar = text.indexOf('|');
        return end > 0 ? text.substring(0, end) : bar >= 0 ? text.substring(0, bar) : text;
    }
}
