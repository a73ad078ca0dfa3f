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
 * How much later the same host is ready with us than without, in turns, each start a process of its own; the schema is there. A
 * bare host, and one with JPA and Flyway of its own; or a bare one of Spring Boot 3.5, if its class path is given.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=footprint.StartUp -Dnscacheck.bench.passes=7
 * </pre>
 */
public final class StartUp {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 7);
    private static final boolean OTHER =
            !System.getProperty("nscacheck.bench.host-class-path", "").isEmpty();
    private static final List<String> WAYS =
            List.of("nscacheck.enabled=false", "nscacheck.enabled=true", "nscacheck.startup-wait=30s");

    private StartUp() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> hosts = new LinkedHashMap<>();
        if (OTHER) {
            hosts.put("the other class path, bare", Host.BARE_3);
        } else {
            hosts.put("bare", Host.BARE);
            hosts.put("with JPA and Flyway", "host.jpa=true");
        }
        try (DurablePostgres postgres = DurablePostgres.start();
                FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            for (Map.Entry<String, String> host : hosts.entrySet()) {
                try (TestDatabase database = postgres.database("empty", dataSource -> {})) {
                    print(host.getKey(), starts(database, daemon, host.getValue()));
                }
            }
        }
    }

    private static Map<String, List<Long>> starts(TestDatabase database, FakeNscaDaemon daemon, String host)
            throws Exception {
        HostProcess.start(Host.properties(database, daemon, 0, host, "nscacheck.startup-wait=30s"))
                .close();
        Map<String, List<Long>> millis = new LinkedHashMap<>();
        for (int pass = 0; pass < PASSES; pass++) {
            for (String way : WAYS) {
                try (HostProcess process = HostProcess.start(Host.properties(database, daemon, 0, host, way))) {
                    millis.computeIfAbsent(way, w -> new ArrayList<>()).add(process.startMillis());
                }
            }
        }
        return millis;
    }

    private static void print(String host, Map<String, List<Long>> millis) {
        long without = median(millis.getOrDefault(WAYS.get(0), List.of()));
        millis.forEach((way, each) -> System.out.printf(
                Locale.ROOT,
                "%-28s %-28s ready after %5d ms, %+5d ms  %s%n",
                host,
                way,
                median(each),
                median(each) - without,
                each));
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
