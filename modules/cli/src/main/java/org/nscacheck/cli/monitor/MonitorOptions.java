/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.Server;

/**
 * What the command line says, which goes over the file.
 *
 * @param overcUrl address of the OverC server, or null for the file's
 * @param overcId {@code name:key} or {@code name}, or null for the file's
 * @param overcKey the key from a file or the environment, or null
 * @param servers further daemons
 * @param margin part of the period, or null for the file's
 * @param threads how many plugins run at once, or null for the file's
 * @param environment variables of this process
 */
public record MonitorOptions(
        @Nullable String overcUrl,
        @Nullable String overcId,
        @Nullable String overcKey,
        List<Server> servers,
        @Nullable Double margin,
        @Nullable Integer threads,
        Map<String, String> environment) {

    public MonitorOptions {
        servers = List.copyOf(servers);
        environment = Map.copyOf(environment);
    }
}
