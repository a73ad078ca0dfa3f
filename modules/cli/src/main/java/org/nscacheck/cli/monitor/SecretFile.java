/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.cli.shell.Secrets;
import org.nscacheck.server.Secret;

/** A file beside the configuration whose first line is a secret. */
final class SecretFile {

    private SecretFile() {}

    /** Returns the secret, or null after a fault was added. */
    static @Nullable Secret read(Path configuration, String name, List<String> faults) {
        try {
            return Secrets.find(configuration.resolveSibling(name), Map.of(), "")
                    .orElse(null);
        } catch (IOException e) {
            faults.add(configuration + ": " + e.getMessage());
            return null;
        }
    }
}
