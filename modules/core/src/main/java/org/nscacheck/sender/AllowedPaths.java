/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.nscacheck.RefusedException;

/**
 * Folders and files of this machine that a setting of a server may name, each folder with all below it. Paths are compared as
 * they really are, after all symbolic links. Immutable.
 */
public final class AllowedPaths {

    private final String property;
    private final List<Path> allowed;

    /**
     * @param property the property to change, for messages
     * @param allowed absolute paths of folders or files
     * @throws RefusedException if a path is not absolute
     */
    public AllowedPaths(String property, Collection<Path> allowed) {
        this.property = property;
        this.allowed = List.copyOf(allowed);
        this.allowed.stream().filter(path -> !path.isAbsolute()).findFirst().ifPresent(path -> {
            throw new RefusedException(property + ": '" + path + "' is not absolute");
        });
    }

    /** Returns these paths of text for the property. */
    public static AllowedPaths of(String property, String... allowed) {
        return new AllowedPaths(
                property, List.of(allowed).stream().map(Path::of).toList());
    }

    /**
     * Returns where the path really leads. What does not exist yet is judged by the folder that it would be in.
     *
     * @throws IOException if that is outside of what is allowed, or cannot be found out; the message says what to do
     */
    public Path require(Path path) throws IOException {
        Path real = real(path);
        if (allowed.stream().noneMatch(folder -> real.startsWith(realOrSame(folder)))) {
            String leads = real.equals(path) ? "" : " (which leads to " + real + ")";
            throw new IOException(path + leads + " is not in an allowed folder: those are " + allowed
                    + "; the property for others is " + property);
        }
        return real;
    }

    /** Returns whether the real path is itself among the allowed ones, instead of being below one. */
    public boolean names(Path real) {
        return allowed.stream().anyMatch(path -> realOrSame(path).equals(real));
    }

    private static Path real(Path path) throws IOException {
        Path whole = path.toAbsolutePath().normalize();
        // Names with ".." in them would be taken out before links are followed.
        if (!whole.equals(path)) {
            throw new IOException("'" + path + "' is not a plain absolute path: write it without '.' and '..'");
        }
        Path known = whole;
        while (!Files.exists(known) && known.getParent() != null) {
            if (Files.isSymbolicLink(known)) {
                throw new IOException(path + " leads nowhere: " + known + " is a symbolic link to what does not exist");
            }
            known = known.getParent();
        }
        return known.toRealPath().resolve(known.relativize(whole));
    }

    private static Path realOrSame(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.normalize();
        }
    }
}
