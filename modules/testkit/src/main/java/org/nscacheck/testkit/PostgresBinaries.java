/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory with the programs {@code initdb}, {@code pg_ctl} and {@code postgres}.
 *
 * @param directory where they lie
 * @param version as the program tells it, for instance {@code 15.13}
 * @param major what must agree with a data directory's {@code PG_VERSION}
 */
record PostgresBinaries(Path directory, String version, int major) {

    /** The oldest release the library supports. */
    static final int OLDEST_MAJOR = 12;

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");
    private static final String SUFFIX =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows") ? ".exe" : "";

    /** Asks the programs in a directory for their version; empty if there are none or they do not run here. */
    static Optional<PostgresBinaries> in(Path directory) {
        if (!Files.isExecutable(program(directory, "initdb")) || !Files.isExecutable(program(directory, "pg_ctl"))) {
            return Optional.empty();
        }
        try {
            Command command = Command.run(
                    directory, List.of(program(directory, "postgres").toString(), "--version"));
            Matcher matcher = VERSION.matcher(command.output());
            return command.succeeded() && matcher.find()
                    ? Optional.of(new PostgresBinaries(directory, matcher.group(1), Integer.parseInt(matcher.group(2))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    String program(String name) {
        return program(directory, name).toString();
    }

    private static Path program(Path directory, String name) {
        return directory.resolve(name + SUFFIX);
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version + " of " + directory;
    }
}
