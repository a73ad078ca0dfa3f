/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What surrounds a command. Text is UTF-8, whatever the locale says.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param environment environment variables by name
 * @param terminal whether standard output is a terminal, so that colour and progress may be shown
 */
public record Shell(
        InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, boolean terminal) {

    /** Set by the start script, which can tell; the Java platform cannot in each of its versions. */
    private static final String TERMINAL = "nscacheck.terminal";

    public Shell {
        environment = Map.copyOf(environment);
    }

    /** Returns what surrounds this process. */
    public static Shell ofProcess() {
        return new Shell(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                Boolean.getBoolean(TERMINAL));
    }

    /** Returns a writer to one of the streams that passes on each line. */
    public static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
