/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.nscacheck.server.Server;

/**
 * The configuration files of {@code send_nsca}, one per server, readable by their owner only. The password goes into the
 * file because an argument would be visible to every user of the machine. Thread-safe.
 */
final class GeneratedSendNscaConfigs {

    private final Path directory;

    GeneratedSendNscaConfigs(Path directory) {
        this.directory = directory;
    }

    /** Returns the server's file, rewritten if it is missing or differs. */
    synchronized Path write(Server server, String password, Encryption method) throws IOException {
        Path file = file(server);
        String wanted = text(password, method);
        try {
            if (Files.readString(file).equals(wanted)) {
                return file;
            }
        } catch (NoSuchFileException e) {
            Files.createDirectories(directory, ownerOnly("rwx------"));
        }
        // Written aside and moved, so that a program that starts meanwhile reads the one or the other.
        Path written = Files.createTempFile(directory, "send_nsca_", ".tmp", ownerOnly("rw-------"));
        Files.writeString(written, wanted);
        return Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static String text(String password, Encryption method) {
        return (password.isEmpty() ? "" : "password=" + password + "\n") + "encryption_method=" + method.number()
                + "\n";
    }

    /** Removes the server's file. */
    synchronized void delete(Server server) throws IOException {
        Files.deleteIfExists(file(server));
    }

    private Path file(Server server) {
        return directory.resolve("send_nsca_" + server.id() + ".cfg");
    }
}
