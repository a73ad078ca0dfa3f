/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder that one run of a plugin has for itself; only this user can enter it. Removed with all that lies in it. */
final class WorkFolder implements AutoCloseable {

    private final File folder;

    private WorkFolder(File folder) {
        this.folder = folder;
    }

    /** @throws IOException if it cannot be made */
    static WorkFolder in(Path parent) throws IOException {
        return new WorkFolder(
                Files.createTempDirectory(parent, "nscacheck-plugin-").toFile());
    }

    File folder() {
        return folder;
    }

    /** Keeps what the plugin is to read; nothing if that is empty. */
    void keep(byte[] input) throws IOException {
        if (input.length > 0) {
            Files.write(inputFile().toPath(), input);
        }
    }

    /** Returns the file of what the plugin is to read, or empty if that is nothing. */
    Optional<File> input() {
        return Optional.of(inputFile()).filter(File::exists);
    }

    private File inputFile() {
        return new File(folder, "standard-input");
    }

    /** By java.io, which an interrupt does not stop. Links are removed, not followed. */
    @Override
    public void close() {
        remove(folder);
    }

    private static void remove(File file) {
        if (!Files.isSymbolicLink(file.toPath())) {
            File[] children = file.listFiles();
            if (children != null) {
                for (File child : children) {
                    remove(child);
                }
            }
        }
        file.delete();
    }
}
