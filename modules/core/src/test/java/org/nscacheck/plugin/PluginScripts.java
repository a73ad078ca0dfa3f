/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Plugins of a test's choice, and a count of what they have left running. Each process that one starts can be told by a mark: in its
 * environment, or, where it has none, among its words.
 */
final class PluginScripts {

    private static final String OURS =
            PluginRunner.COOKIE + "=" + ProcessHandle.current().pid() + "-";

    /** For {@code sleep}: long enough to outlive any test, and a number of seconds that no other process sleeps. */
    final String forever = "7" + Math.abs(UUID.randomUUID().getLeastSignificantBits() % 100_000_000L) + "1";

    private final Path directory;
    private int number;

    PluginScripts(Path directory) {
        this.directory = directory;
    }

    /** Returns an executable file of these lines for {@code /bin/sh}, in which FOREVER is a time to sleep. */
    Path script(String... lines) {
        return file(
                "plugin-" + ++number, "#!/bin/sh\n" + String.join("\n", lines).replace("FOREVER", forever) + "\n");
    }

    Path file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String name, byte[] content) {
        try {
            Path file = Files.write(directory.resolve(name), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PluginRun run(String... lines) throws InterruptedException {
        return run(Duration.ofSeconds(30), lines);
    }

    PluginRun run(Duration limit, String... lines) throws InterruptedException {
        return new PluginRunner().run(PluginCommand.of(script(lines)), limit);
    }

    /** Returns the words of each process that is left of any plugin of this process, dead ones that nobody has noticed excepted. */
    List<String> leftovers() {
        List<String> left = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                String words =
                        read(process.resolve("cmdline")).replace('\0', ' ').strip();
                boolean marked = read(process.resolve("environ")).contains(OURS);
                if (marked || words.contains(forever)) {
                    left.add(process.getFileName() + " " + words);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return left;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
