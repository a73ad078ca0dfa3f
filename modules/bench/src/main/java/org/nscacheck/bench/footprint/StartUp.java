/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nscacheck.bench.schedule.DurablePostgres;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/**
 * How much later the same host is ready with us than without, in turns, each start a process of its own; the schema is there.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=footprint.StartUp -Dnscacheck.bench.passes=7
 * </pre>
 */
public final class StartUp {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 7);

    private StartUp() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, List<Long>> millis = new LinkedHashMap<>();
        try (DurablePostgres postgres = DurablePostgres.start();
                TestDatabase database = postgres.database("empty", dataSource -> {});
                FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            HostProcess.start(Host.properties(database, daemon, 0, "nscacheck.startup-wait=30s"))
                    .close();
            for (int pass = 0; pass < PASSES; pass++) {
                for (String more :
                        List.of("nscacheck.enabled=false", "nscacheck.enabled=true", "nscacheck.startup-wait=30s")) {
                    try (HostProcess host = HostProcess.start(Host.properties(database, daemon, 0, more))) {
                        millis.computeIfAbsent(more, m -> new ArrayList<>()).add(host.startMillis());
                    }
                }
            }
        }
        long bare = 0;
        for (Map.Entry<String, List<Long>> entry : millis.entrySet()) {
            List<Long> sorted = entry.getValue().stream().sorted().toList();
            long median = sorted.get(sorted.size() / 2);
            bare = bare == 0 ? median : bare;
            System.out.printf(
                    Locale.ROOT,
                    "%-30s ready after %5d ms [%d .. %d], %+5d ms%n",
                    entry.getKey(),
                    median,
                    sorted.get(0),
                    sorted.get(sorted.size() - 1),
                    median - bare);
        }
    }
}
