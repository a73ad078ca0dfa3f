/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The PostgreSQL that this machine has installed. */
final class SystemBinaries {

    /** Parents whose children are one installation each, and where the programs lie below such a child. */
    private static final List<Place> PLACES = List.of(
            new Place("/usr/lib/postgresql", ".*", "bin"),
            new Place("/usr", "pgsql-\\d+", "bin"),
            new Place("/usr/libexec", "postgresql\\d+", "."),
            new Place("/opt/homebrew/opt", "postgresql.*", "bin"),
            new Place("/usr/local/opt", "postgresql.*", "bin"),
            new Place("C:/Program Files/PostgreSQL", "\\d+", "bin"));

    private SystemBinaries() {}

    /** Returns what is found, newest first, without releases the library does not support. */
    static List<PostgresBinaries> find() {
        Set<Path> directories = new LinkedHashSet<>();
        PLACES.forEach(place -> directories.addAll(place.directories()));
        for (String entry : System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator))) {
            if (!entry.isEmpty()) {
                directories.add(Path.of(entry));
            }
        }
        return directories.stream()
                .map(PostgresBinaries::in)
                .flatMap(Optional::stream)
                .filter(binaries -> binaries.major() >= PostgresBinaries.OLDEST_MAJOR)
                .sorted(Comparator.comparingInt(PostgresBinaries::major).reversed())
                .toList();
    }

    private record Place(String parent, String child, String programs) {

        List<Path> directories() {
            List<Path> found = new ArrayList<>();
            try (Stream<Path> children = Files.list(Path.of(parent))) {
                children.filter(path -> path.getFileName().toString().matches(child))
                        .forEach(path -> found.add(path.resolve(programs).normalize()));
            } catch (IOException e) {
                return List.of();
            }
            return found;
        }
    }
}
