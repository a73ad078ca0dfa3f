/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nscacheck.bench.schedule.DurablePostgres;
import org.nscacheck.bench.schedule.Minute;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/**
 * The page of a host while 500 of its checks are due at second 0 and their receiver is down: 200 requests a second from second 58 to
 * second 3. In each minute the page of the same host without checks is measured before, from second 25 on, and that of the host with
 * checks while none is due, from second 35 on: what else the machine does in that minute hits all three alike.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=footprint.PageAtSecondZero -Dnscacheck.bench.passes=7
 * </pre>
 */
public final class PageAtSecondZero {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 7);
    private static final int CHECKS = Integer.getInteger("nscacheck.bench.checks", 500);
    private static final int WARM_UP_SECONDS = Integer.getInteger("nscacheck.bench.warm-up-seconds", 60);
    private static final int SECONDS = 5;
    private static final int REQUESTS_PER_SECOND = 200;

    private PageAtSecondZero() {}

    public static void main(String[] arguments) throws Exception {
        try (DurablePostgres postgres = DurablePostgres.start();
                FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                TestDatabase bare = postgres.database("empty", dataSource -> {});
                TestDatabase busy = postgres.database("empty", dataSource -> {});
                HostProcess without =
                        HostProcess.start(Host.properties(bare, daemon, 0, "nscacheck.enabled=false", Host.BARE));
                HostProcess with = HostProcess.start(withoutReceiver(busy, daemon))) {
            // Until the compiler has seen what the minutes that are counted do.
            PageLoad.p99Millis(without.port(), REQUESTS_PER_SECOND, WARM_UP_SECONDS);
            PageLoad.p99Millis(with.port(), REQUESTS_PER_SECOND, WARM_UP_SECONDS);
            Map<String, List<Double>> found = new LinkedHashMap<>();
            for (int pass = 0; pass < PASSES; pass++) {
                measure(found, "without checks", without, 25);
                measure(found, CHECKS + " checks, none due", with, 35);
                measure(found, CHECKS + " due, receiver down", with, 58);
            }
            found.forEach(PageAtSecondZero::print);
        }
    }

    private static void measure(Map<String, List<Double>> found, String label, HostProcess host, int second)
            throws Exception {
        Minute.awaitSecond(second);
        double millis = PageLoad.p99Millis(host.port(), REQUESTS_PER_SECOND, SECONDS);
        found.computeIfAbsent(label, none -> new ArrayList<>()).add(millis);
        System.out.printf(Locale.ROOT, "%s: %.2f ms%n", label, millis);
    }

    private static List<String> withoutReceiver(TestDatabase database, FakeNscaDaemon daemon) throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        List<String> properties = Host.properties(database, daemon, CHECKS, "nscacheck.executor.spread=0s", Host.BARE);
        properties.removeIf(each -> each.startsWith("nscacheck.servers.nagios.port="));
        properties.add("nscacheck.servers.nagios.port=" + closed);
        return properties;
    }

    private static void print(String label, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%-28s page p99: median %.2f ms, worst minute %.2f ms%n",
                label,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1));
    }
}
