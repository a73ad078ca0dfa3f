/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * What the demo keeps between two starts.
 *
 * <pre>
 * postgresql/    the database
 * secrets.key    32 random bytes in Base64 that encrypt the passwords of servers; readable by its owner only
 * </pre>
 */
final class DataDirectory {

    private static final int KEY_BYTES = 32;

    private final Path root;

    DataDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    Path postgresql() {
        return root.resolve("postgresql");
    }

    /** Returns the key for secrets, made at the first call. */
    byte[] secretsKey() {
        Path file = root.resolve("secrets.key");
        try {
            Files.createDirectories(root);
            if (!Files.exists(file)) {
                byte[] key = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(key);
                writeWhole(file, Base64.getEncoder().encodeToString(key) + "\n");
            }
            return Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the key for secrets cannot be kept in " + file, e);
        }
    }

    /** A process that is killed meanwhile leaves no half key behind. */
    private static void writeWhole(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, ownerOnly(unfinished));
        Files.writeString(unfinished, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(unfinished, file);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rw-------")))
                }
                : new FileAttribute<?>[0];
    }
}
