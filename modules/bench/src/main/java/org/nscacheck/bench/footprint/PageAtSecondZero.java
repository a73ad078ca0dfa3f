/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nscacheck.bench.schedule.DurablePostgres;
import org.nscacheck.bench.schedule.Minute;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/**
 * The page of a host while 500 of its checks are due at second 0 and their receiver is down, beside the same host without checks: 200
 * requests a second from second 58 to second 3, minute after minute, both hosts in turns.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=footprint.PageAtSecondZero -Dnscacheck.bench.passes=7
 * </pre>
 */
public final class PageAtSecondZero {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 7);
    private static final int CHECKS = Integer.getInteger("nscacheck.bench.checks", 500);
    private static final int FROM_SECOND = 58;
    private static final int SECONDS = 5;
    private static final int REQUESTS_PER_SECOND = 200;

    private PageAtSecondZero() {}

    public static void main(String[] arguments) throws Exception {
        try (DurablePostgres postgres = DurablePostgres.start()) {
            print("without checks", measure(postgres, 0, "nscacheck.enabled=false"));
            print(CHECKS + " due, receiver down", measure(postgres, CHECKS, "nscacheck.executor.spread=0s"));
            print("without checks", measure(postgres, 0, "nscacheck.enabled=false"));
            print(CHECKS + " due, receiver down", measure(postgres, CHECKS, "nscacheck.executor.spread=0s"));
        }
    }

    private static List<Double> measure(DurablePostgres postgres, int checks, String property) throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                TestDatabase database = postgres.database("empty", dataSource -> {})) {
            List<String> properties = new ArrayList<>(Host.properties(database, daemon, checks, property, Host.BARE));
            properties.removeIf(each -> each.startsWith("nscacheck.servers.nagios.port="));
            properties.add("nscacheck.servers.nagios.port=" + closed);
            try (HostProcess host = HostProcess.start(properties)) {
                // Until the compiler has seen what the minutes that are counted do.
                PageLoad.p99Millis(host.port(), REQUESTS_PER_SECOND, 60);
                List<Double> found = new ArrayList<>();
                for (int pass = 0; pass < PASSES; pass++) {
                    Minute.awaitSecond(FROM_SECOND);
                    found.add(PageLoad.p99Millis(host.port(), REQUESTS_PER_SECOND, SECONDS));
                }
                return found;
            }
        }
    }

    private static void print(String label, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%-28s page p99 from second 58 to 3: median %.2f ms, worst minute %.2f ms%n",
                label,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1));
    }
}
