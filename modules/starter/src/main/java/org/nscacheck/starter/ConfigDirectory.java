/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration files of {@code send_nsca} lie. The sender makes the directory, for its owner only, when it
 * writes the first file. One that nobody configured has a name that nobody can guess, because a directory of a known name
 * below {@code /tmp} may be somebody else's, and goes when the application stops.
 */
final class ConfigDirectory implements AutoCloseable {

    private final Path path;
    private final boolean temporary;

    ConfigDirectory(@Nullable Path configured) {
        this.temporary = configured == null;
        this.path = configured != null
                ? configured
                : Path.of(System.getProperty("java.io.tmpdir"), "nscacheck-" + UUID.randomUUID());
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        if (!temporary || !Files.isDirectory(path)) {
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> found = files.toList();
            for (Path file : found) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("the configuration files of send_nsca could not be removed from " + path, e);
        }
    }
}
