/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nscacheck.plugin.PluginFolders;
import org.nscacheck.plugin.PluginRunner;
import org.nscacheck.server.Server;

/** Programs of a test, in a folder that programs may be run out of, and those that still run. */
final class Scripts {

    /** For {@code sleep}: a number of seconds that no other process sleeps. */
    final String forever = "7" + Math.abs(UUID.randomUUID().getLeastSignificantBits() % 100_000_000L) + "1";

    private final Path folder;

    Scripts(Path folder) {
        this.folder = folder;
    }

    ExecNotifierFactory factory() {
        return new ExecNotifierFactory(
                new PluginFolders("nscacheck.plugins.folders", List.of(folder)),
                new PluginRunner.Settings(65_536, Map.of(), folder));
    }

    /** Returns a server whose program is these lines of {@code /bin/sh}, in which FOREVER is a time to sleep. */
    Server server(String name, Map<String, String> settings, String... lines) {
        try {
            Path file = Files.writeString(
                    folder.resolve(name),
                    "#!/bin/sh\n" + String.join("\n", lines).replace("FOREVER", forever) + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> all = new HashMap<>(settings);
        all.put("program", name);
        return Server.builder("pager", "exec")
                .address("localhost")
                .hostName("shop")
                .settings(all)
                .build();
    }

    /** Returns the processes that still sleep. */
    List<ProcessHandle> leftovers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(forever))
                .toList();
    }
}
