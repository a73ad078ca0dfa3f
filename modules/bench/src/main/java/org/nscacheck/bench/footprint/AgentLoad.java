/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nscacheck.bench.schedule.DurablePostgres;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/**
 * 500 agents of OverC that report 10 services each every minute, one post after the other, spread over the minute; each state goes on
 * to an NSCA daemon. Prints for each minute how long a post takes, from when it was due, and the processor time of the host and of
 * PostgreSQL. The first minute, in which all services are added, is printed and not counted.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=footprint.AgentLoad -Dnscacheck.bench.passes=5
 * </pre>
 */
public final class AgentLoad {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 5);
    private static final int AGENTS = Integer.getInteger("nscacheck.bench.agents", 500);
    private static final int SERVICES = Integer.getInteger("nscacheck.bench.services", 10);
    private static final long MINUTE = 60_000_000_000L;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    private AgentLoad(int port) {
        this.address = URI.create("http://127.0.0.1:" + port + "/overc/api/set/service/status");
    }

    public static void main(String[] arguments) throws Exception {
        try (DurablePostgres postgres = DurablePostgres.start();
                FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                TestDatabase database = postgres.database("empty", dataSource -> {})) {
            List<String> properties = Host.properties(
                    database,
                    daemon,
                    0,
                    "nscacheck.startup-wait=60s",
                    "nscacheck.overc.enabled=true",
                    // Nobody reads its output meanwhile.
                    "logging.level.root=error",
                    Host.BARE);
            try (HostProcess host = HostProcess.start(properties)) {
                AgentLoad load = new AgentLoad(host.port());
                for (int pass = 0; pass <= PASSES; pass++) {
                    daemon.clear();
                    HostProcess.Figures before = host.figures();
                    long postgresBefore = postgres.processorNanos();
                    long[] took = load.minute();
                    HostProcess.Figures after = host.figures();
                    print(
                            pass,
                            took,
                            100.0 * (after.processorNanos() - before.processorNanos()) / MINUTE,
                            100.0 * (postgres.processorNanos() - postgresBefore) / MINUTE,
                            daemon.received().size());
                }
            }
        }
    }

    private long[] minute() throws IOException, InterruptedException {
        long[] took = new long[AGENTS];
        long due = System.nanoTime();
        for (int agent = 0; agent < AGENTS; agent++) {
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(address)
                            .POST(HttpRequest.BodyPublishers.ofString(body(agent)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("answered " + answer.statusCode() + " " + answer.body());
            }
            took[agent] = System.nanoTime() - due;
            due += MINUTE / AGENTS;
        }
        return took;
    }

    private static String body(int agent) {
        String services = IntStream.range(0, SERVICES)
                .mapToObj(i -> "{\"name\":\"service " + i + "\",\"state\":\"OK\",\"info\":\"fine | value=" + i + "\"}")
                .collect(Collectors.joining(","));
        return "{\"server\":{\"name\":\"agent-" + agent + "\",\"key\":\"key-" + agent
                + "\"},\"period\":60,\"services\":[" + services + "]}";
    }

    private static void print(int pass, long[] took, double hostPercent, double postgresPercent, int received) {
        long[] sorted = took.clone();
        Arrays.sort(sorted);
        List<String> quantiles = new ArrayList<>();
        for (int percent : new int[] {50, 99, 100}) {
            int at = Math.min(sorted.length - 1, sorted.length * percent / 100);
            quantiles.add(String.format(Locale.ROOT, "p%d %.1f ms", percent, sorted[at] / 1e6));
        }
        System.out.printf(
                Locale.ROOT,
                "%s: a post of %d services %s; host %.1f %% of a processor, PostgreSQL %.1f %%, %d results written%n",
                pass == 0 ? "first minute" : "minute " + pass,
                SERVICES,
                String.join(", ", quantiles),
                hostPercent,
                postgresPercent,
                received);
    }
}
