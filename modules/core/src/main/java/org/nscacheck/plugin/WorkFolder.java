/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
