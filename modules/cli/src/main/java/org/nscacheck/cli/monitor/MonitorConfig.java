/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.Server;

/**
 * What {@code monitor} does.
 *
 * @param directory folder of the file, in which plugins run
 * @param hostName under which results are reported
 * @param overc the OverC server, or null if results go elsewhere only
 * @param servers other daemons that get the results
 * @param services what runs
 * @param margin part of the period after which a service runs again
 * @param threads how many plugins run at once
 */
public record MonitorConfig(
        Path directory,
        String hostName,
        @Nullable OverCTarget overc,
        List<Server> servers,
        List<MonitoredService> services,
        double margin,
        int threads) {

    /** overcli's. */
    public static final double DEFAULT_MARGIN = 0.8;

    /** How many plugins run at once unless set. */
    public static final int DEFAULT_THREADS = 20;

    public MonitorConfig {
        servers = List.copyOf(servers);
        services = List.copyOf(services);
    }
}
