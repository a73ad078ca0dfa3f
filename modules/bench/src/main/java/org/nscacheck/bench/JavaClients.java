/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import com.googlecode.jsendnsca.Level;
import com.googlecode.jsendnsca.NagiosPassiveCheckSender;
import com.googlecode.jsendnsca.NagiosSettings;
import com.googlecode.jsendnsca.builders.MessagePayloadBuilder;
import com.googlecode.jsendnsca.builders.NagiosSettingsBuilder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nscacheck.nsca.Encryption;
import org.nscacheck.nsca.NscaClient;
import org.nscacheck.nsca.NscaClientSettings;
import org.nscacheck.nsca.NscaMessage;
import org.nscacheck.sender.Deadline;
import org.nscacheck.server.Secret;

/** Clients inside of this JVM; their processor time is that of the threads that send. */
final class JavaClients {

    private JavaClients() {}

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Returns jsendnsca's name for a method, if it has one; what it calls RIJNDAEL128 the daemon rejects. */
    private static Optional<com.googlecode.jsendnsca.encryption.Encryption> known(Encryption method) {
        return switch (method) {
            case NONE -> Optional.of(com.googlecode.jsendnsca.encryption.Encryption.NONE);
            case XOR -> Optional.of(com.googlecode.jsendnsca.encryption.Encryption.XOR);
            case TRIPLE_DES -> Optional.of(com.googlecode.jsendnsca.encryption.Encryption.TRIPLE_DES);
            case RIJNDAEL_256 -> Optional.of(com.googlecode.jsendnsca.encryption.Encryption.RIJNDAEL256);
            default -> Optional.empty();
        };
    }

    /** A connection per result, by as many threads at a time. */
    static final class Jsendnsca implements Client {

        private final int threads;

        Jsendnsca(int threads) {
            this.threads = threads;
        }

        static boolean knows(Encryption method) {
            return known(method).isPresent();
        }

        @Override
        public String name() {
            return "(c) jsendnsca 3.0.0" + (threads == 1 ? "" : ", " + threads + " threads");
        }

        @Override
        public int results(Scenario scenario) {
            if (!scenario.isSingle()) {
                return threads == 1 ? 10 : 320;
            }
            return scenario.isCheap() ? 2_000 : 200;
        }

        @Override
        public long send(Scenario scenario, int port, int results) throws Exception {
            NagiosSettings settings = new NagiosSettingsBuilder()
                    .withNagiosHost("127.0.0.1")
                    .withPort(port)
                    .withPassword(Scenario.PASSWORD)
                    .withLargeMessageSupportEnabled()
                    .withEncryption(known(scenario.encryption()).orElseThrow())
                    .create();
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                List<Future<Long>> parts = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    parts.add(pool.submit(() -> send(settings, scenario.text(), results / threads)));
                }
                long sum = 0;
                for (Future<Long> part : parts) {
                    sum += part.get();
                }
                return sum;
            } finally {
                pool.shutdownNow();
            }
        }

        private static long send(NagiosSettings settings, String text, int results) throws Exception {
            long began = cpu();
            NagiosPassiveCheckSender sender = new NagiosPassiveCheckSender(settings);
            for (int i = 0; i < results; i++) {
                sender.send(new MessagePayloadBuilder()
                        .withHostname(Scenario.HOST)
                        .withServiceName(Scenario.SERVICE)
                        .withLevel(Level.WARNING)
                        .withMessage(text)
                        .create());
            }
            return cpu() - began;
        }
    }

    /** Ours; one client for each daemon, as an application keeps it. */
    static final class Ours implements Client {

        private final Map<Integer, NscaClient> clients = new HashMap<>();
        private final int many;

        /** @param many how many results a pass has, or 0 for as many as (b) */
        Ours(int many) {
            this.many = many;
        }

        @Override
        public String name() {
            return "(d) ours";
        }

        @Override
        public int results(Scenario scenario) {
            return many > 0 ? many : scenario.bulk();
        }

        @Override
        public long send(Scenario scenario, int port, int results) throws Exception {
            NscaClient client = clients.computeIfAbsent(
                    port,
                    p -> new NscaClient(NscaClientSettings.of(
                            "127.0.0.1", p, Secret.of(Scenario.PASSWORD), scenario.encryption())));
            List<NscaMessage> messages =
                    Collections.nCopies(results, new NscaMessage(Scenario.HOST, Scenario.SERVICE, 1, scenario.text()));
            long began = cpu();
            client.send(messages, Deadline.in(Duration.ofSeconds(60)));
            return cpu() - began;
        }
    }
}
