/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.schedule.Durations;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;
import org.nscacheck.testkit.overc.FakeOverCServer;
import org.nscacheck.testkit.overc.OverCRegister;

/** {@code nscacheck monitor} as a process of its own, which is killed and started again. */
class MonitorProcessTest {

    private static final String FLAKY = """
            #!/bin/sh
            n=$(($(cat flaky.count 2>/dev/null || echo 0) + 1))
            echo $n > flaky.count
            echo "run $n|n=$n"
            exit $((n % 3))
            """;

    @TempDir
    private Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endAll() {
        processes.forEach(Process::destroyForcibly);
    }

    private void plugin(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Process start(String config) throws IOException {
        Files.writeString(directory.resolve("config.ini"), config);
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.nscacheck.cli.Main",
                        "monitor",
                        directory.resolve("config.ini").toString(),
                        "--state",
                        state().toString(),
                        "--report",
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        processes.add(process);
        return process;
    }

    private Path state() {
        return directory.resolve("state/outbox");
    }

    private Path log() {
        return directory.resolve("log");
    }

    private String said() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int runs() {
        try {
            Path count = directory.resolve("flaky.count");
            String text = Files.exists(count) ? Files.readString(count).strip() : "";
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String config(int port) {
        return """
                [overc]
                server=http://127.0.0.1:%d/
                my-name=shop
                my-key=1234
                [service:flaky]
                period=2
                command=./flaky.sh
                [service:app]
                period=30
                command=echo 1
                [service:hanging]
                period=10
                timeout=1
                command=sleep 1000
                """.formatted(port);
    }

    /** The numbers that the flaky plugin has printed, in the order in which they arrived. */
    private static List<Integer> arrived(Stream<String> infos) {
        return infos.filter(info -> info.startsWith("run "))
                .map(info -> Integer.valueOf(info.substring(4).split("[ |(]")[0]))
                .toList();
    }

    private static List<Integer> arrived(FakeOverCServer overc) {
        return arrived(overc.register().states().stream()
                .filter(state -> state.service().equals("flaky"))
                .map(OverCRegister.State::info));
    }

    private static void assertAllInOrder(List<Integer> arrived, int runs) {
        List<Integer> distinct = arrived.stream().distinct().toList();
        assertThat(arrived).isSorted();
        assertThat(distinct).hasSize(runs).last().isEqualTo(runs);
    }

    @Test
    void sendsWhatWaitedWhenItWasKilledAndStartedAgain() throws Exception {
        plugin("flaky.sh", FLAKY);
        int port = freePort();
        Process first = start(config(port));
        await().atMost(Duration.ofSeconds(60)).until(() -> runs() >= 4);
        await().atMost(Duration.ofSeconds(30)).until(() -> said().contains("wait for overc"));
        kill(first);
        int before = runs();
        assertThat(Files.size(state())).isGreaterThan(100);

        try (FakeOverCServer overc = FakeOverCServer.builder().port(port).start()) {
            Process second = start(config(port));
            await().atMost(Duration.ofSeconds(60)).until(() -> runs() > before);
            await().atMost(Duration.ofSeconds(60)).until(() -> arrived(overc).contains(before + 1));
            end(second);

            // The run under way when it was killed may have been lost with it; nobody ever had its result.
            List<Integer> arrived = arrived(overc);
            assertThat(arrived).isSorted().contains(1, 2, 3, before + 1);
            assertThat(arrived.stream().distinct().count()).isGreaterThanOrEqualTo(runs() - 2);
            assertThat(said()).contains("results of the last process wait and are sent first");
            assertThat(overc.register().period("shop", "app")).isBetween(28, 30);
            assertThat(overc.register().current("shop", "hanging").state()).isEqualTo("UNK");
            assertThat(overc.register().current("shop", "hanging").info()).startsWith("timed out after 1s");
            assertThat(overc.register().current("shop", "app").info()).isEqualTo("1");
        }
    }

    @Test
    void sendsToNscaInOrder() throws Exception {
        plugin("flaky.sh", FLAKY);
        try (NscaDaemon daemon =
                NscaDaemon.builder().password("s3cret").method(14).start()) {
            Files.writeString(directory.resolve("password"), "s3cret\n");
            Process process = start("""
                    [nscacheck]
                    host=shop
                    [target:nagios]
                    port=%d
                    encryption=14
                    secret-file=password
                    [service:flaky]
                    period=2
                    command=./flaky.sh
                    """.formatted(daemon.port()));
            daemon.awaitResults(4, Duration.ofSeconds(60));
            end(process);

            List<PassiveResult> results = daemon.results();
            assertThat(results).extracting(PassiveResult::host).containsOnly("shop");
            assertAllInOrder(arrived(results.stream().map(PassiveResult::output)), runs());
            assertThat(results.get(0).output()).isEqualTo("run 1|n=1");
        }
    }

    @Test
    void tellsOverCByAnAlertThatItCannotGoOn() throws Exception {
        plugin("flaky.sh", FLAKY);
        try (FakeOverCServer overc = FakeOverCServer.start()) {
            Files.createDirectories(state());
            Process process = start(config(overc.port()));

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(said()).contains("monitor: ");
            assertThat(overc.register().alerts()).singleElement().satisfies(alert -> assertThat(alert.message())
                    .startsWith("nscacheck monitor: "));
        }
    }

    /** Ten minutes with -Dnscacheck.monitor-soak=10m. */
    @Test
    @Tag("faults")
    void losesNothingWhileAServerGoesAwayTwice() throws Exception {
        Duration soak = Durations.parse(System.getProperty("nscacheck.monitor-soak", "60s"));
        plugin("flaky.sh", FLAKY);
        int port = freePort();
        FakeOverCServer overc = FakeOverCServer.builder().port(port).start();
        Process process = start(config(port));
        List<Integer> all = new ArrayList<>();
        List<Long> memory = new ArrayList<>();
        long began = System.nanoTime();
        for (int outage = 0; outage < 2; outage++) {
            stay(soak.dividedBy(4), process);
            memory.add(liveBytes(process));
            all.addAll(arrived(overc));
            overc.close();
            stay(Duration.ofSeconds(20), process);
            overc = FakeOverCServer.builder().port(port).start();
        }
        stay(soak.minus(Duration.ofNanos(System.nanoTime() - began)), process);
        memory.add(liveBytes(process));
        end(process);
        int atEnd = runs();
        // What its end kept from being sent, the next process sends.
        Process next = start(config(port));
        FakeOverCServer last = overc;
        await().atMost(Duration.ofSeconds(60)).until(() -> arrived(last).contains(atEnd));
        end(next);
        all.addAll(arrived(overc));
        overc.close();
        System.out.printf("%d runs, live bytes of the heap after each stretch: %s%n", atEnd, memory);

        assertAllInOrder(all.stream().filter(run -> run <= atEnd).toList(), atEnd);
        assertThat(said()).contains("wait for overc", "lag: nothing of 'flaky' was delivered");
        assertThat(memory.get(2)).isLessThan(memory.get(0) + (512 << 10));
    }

    /** What is left on the heap after a collection. */
    private static long liveBytes(Process process) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd",
                        String.valueOf(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(said).isZero();
        String total = said.lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.strip().split("\\s+")[2]);
    }

    private static void stay(Duration time, Process process) throws InterruptedException {
        assertThat(process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS))
                .as("it has ended")
                .isFalse();
    }
}
