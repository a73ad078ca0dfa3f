/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A user of the machine whom its limits hold: root's processes may have as many threads as they like. */
final class OtherUser {

    private static final String ID = "65533";

    private final Path readable;

    /** @param readable a directory for what the other user has to read, and would not be allowed to where it is */
    OtherUser(Path readable) {
        this.readable = readable;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Returns what a command begins with that is to run as that user; nothing if this process is not root's. */
    List<String> command() {
        return isRoot() ? List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups") : List.of();
    }

    /** Returns the class path in a place where that user can read it. */
    String classPath(String original) throws IOException {
        if (!isRoot()) {
            return original;
        }
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rwxr-xr-x"));
        int number = 0;
        StringBuilder copied = new StringBuilder();
        for (String entry : original.split(File.pathSeparator)) {
            Path from = Path.of(entry);
            if (Files.exists(from)) {
                Path to = readable.resolve(number++ + "-" + from.getFileName());
                copy(from, to);
                copied.append(to.toAbsolutePath()).append(File.pathSeparatorChar);
            }
        }
        return copied.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(from)) {
            all = files.collect(Collectors.toList());
        }
        for (Path file : all) {
            Path target =
                    from.equals(file) ? to : to.resolve(from.relativize(file).toString());
            Files.copy(file, target);
            boolean isDirectory = Files.isDirectory(file);
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(isDirectory ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Lets that user write into a directory. */
    void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
}
