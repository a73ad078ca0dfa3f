/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the system, which are looked for in its own folders and not along a path that somebody may have set. */
final class SystemPrograms {

    private SystemPrograms() {}

    static Optional<String> find(String name) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
