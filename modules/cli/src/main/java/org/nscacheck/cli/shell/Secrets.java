/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.Secret;

/**
 * Where a command takes secrets from: a file, or the environment. Never from its arguments, which every user of the machine can
 * read in the list of processes.
 */
public final class Secrets {

    private Secrets() {}

    /**
     * Returns the secret in the file if one is named, or else that of the variable; empty if there is neither.
     *
     * @param file first line is the secret
     * @param variable name of an environment variable; an empty one counts as absent
     * @throws IOException if the file cannot be read; the message names it
     */
    public static Optional<Secret> find(@Nullable Path file, Map<String, String> environment, String variable)
            throws IOException {
        if (file != null) {
            return Optional.of(Secret.of(firstLine(file)));
        }
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isEmpty())
                .map(Secret::of);
    }

    private static String firstLine(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            int end = text.indexOf('\n');
            String line = end < 0 ? text : text.substring(0, end);
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        } catch (NoSuchFileException e) {
            throw new IOException("the file " + file + " that holds the secret does not exist", e);
        }
    }
}
