/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.nio.charset.Charset;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Passes on what a plugin prints first, while it runs: of its standard output, or of standard error as long as that is empty. For one thread. */
final class FirstLines {

    private static final int MOST_LINES = 5;
    private static final int MOST_CHARACTERS = 1000;

    private final Capture output;
    private final Capture errors;
    private final @Nullable Charset charset;
    private final Consumer<String> to;
    private boolean full;

    /** @param charset what the plugin writes, or null if it is to be guessed */
    FirstLines(Capture output, Capture errors, @Nullable Charset charset, Consumer<String> to) {
        this.output = output;
        this.errors = errors;
        this.charset = charset;
        this.to = to;
    }

    /** Looks again, because something was printed; does nothing once the lines that are wanted are there. */
    void pass() {
        if (full) {
            return;
        }
        String text = output.text(charset).text().strip();
        full = text.length() >= MOST_CHARACTERS;
        String shown = text.isEmpty() ? errors.text(charset).text().strip() : text;
        if (!shown.isEmpty()) {
            to.accept((text.isEmpty() ? "stderr until then: " : "printed until then: ") + first(shown));
        }
    }

    private static String first(String text) {
        String begin = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
        return begin.lines().limit(MOST_LINES).collect(Collectors.joining("\n"));
    }
}
