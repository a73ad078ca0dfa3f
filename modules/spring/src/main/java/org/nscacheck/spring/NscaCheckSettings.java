/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.nscacheck.Status;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.Spread;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;

/**
 * How checks run in this application.
 *
 * @param nodeName name of this node, stable over restarts, usable as a host name in reports
 * @param zone time zone of schedules that name none
 * @param spread longest delay behind a slot for checks that set none
 * @param onError state of a failed run, not OK
 * @param onTimeout state of a run that took too long, not OK
 * @param maxRunning how many checks may run at once on this node
 * @param groups how many checks of a group may run at once on this node, by name of the group
 * @param reuseThreads whether runs share threads: saves a tenth of a millisecond of processor time for each, but what a check
 *     leaves on its thread, such as a tenant or a transaction, is met by the next that runs there
 * @param shutdown how long stopping waits for running checks and for batches under way
 * @param snapshotInterval how often is read how checks and servers are doing, for health, meters and built-in checks
 * @param retention how long runs and measured values are kept, the latest of each check for ever; zero: all for ever
 * @param tick whether the safety tick runs; only tests switch it off
 * @param quartz whether Quartz wakes the runner; only tests switch it off
 * @param servers servers that are added, or changed if they differ from what is stored under their names
 * @param checks settings of checks, written over what is stored for their handlers
 */
public record NscaCheckSettings(
        String nodeName,
        ZoneId zone,
        Duration spread,
        Status onError,
        Status onTimeout,
        int maxRunning,
        Map<String, Integer> groups,
        boolean reuseThreads,
        Duration shutdown,
        Duration snapshotInterval,
        Duration retention,
        boolean tick,
        boolean quartz,
        List<Server> servers,
        List<StoredCheck> checks) {

    /** How often the snapshot is renewed unless configured otherwise. */
    public static final Duration DEFAULT_SNAPSHOT_INTERVAL = Duration.ofSeconds(15);

    /** How long history is kept unless configured otherwise. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(30);

    /** @throws IllegalArgumentException if nothing would wake the runner, or the node name is no host name */
    public NscaCheckSettings {
        if (!tick && !quartz) {
            throw new IllegalArgumentException("neither the safety tick nor Quartz is on: no check would ever run");
        }
        Names.requireHost(nodeName);
        groups = Map.copyOf(groups);
        servers = List.copyOf(servers);
        checks = List.copyOf(checks);
    }

    /** Returns the usual values for a node: errors are CRITICAL, 20 checks at once, a spread of a minute. */
    public static NscaCheckSettings of(String nodeName) {
        return new NscaCheckSettings(
                nodeName,
                ZoneId.systemDefault(),
                Spread.DEFAULT_LIMIT,
                Status.CRITICAL,
                Status.CRITICAL,
                20,
                Map.of(),
                false,
                Duration.ofSeconds(15),
                DEFAULT_SNAPSHOT_INTERVAL,
                DEFAULT_RETENTION,
                true,
                true,
                List.of(),
                List.of());
    }

    /** Returns the same settings with these servers. */
    public NscaCheckSettings withServers(List<Server> others) {
        return new NscaCheckSettings(
                nodeName,
                zone,
                spread,
                onError,
                onTimeout,
                maxRunning,
                groups,
                reuseThreads,
                shutdown,
                snapshotInterval,
                retention,
                tick,
                quartz,
                others,
                checks);
    }
}
