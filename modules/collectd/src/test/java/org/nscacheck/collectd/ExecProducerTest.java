/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.notification.Severity;
import org.nscacheck.plugin.PluginFolders;
import org.nscacheck.plugin.PluginRunner;

/** Programs that write lines, and what they may do wrong. */
@EnabledOnOs(OS.LINUX)
class ExecProducerTest {

    private static final String NOTIFY =
            "echo 'PUTNOTIF severity=failure time=1700000000 host=db plugin=mail message=\"%s\"'";

    @TempDir
    private Path folder;

    private final RecordingPeer peer = new RecordingPeer(DataSets.BASIC, InstantSource.system());
    private final List<AutoCloseable> started = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : started) {
            each.close();
        }
    }

    private Path script(String name, String... lines) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private ExecProducer start(Path script, Duration interval, String... arguments) {
        ExecProducer producer = new ExecProducer(
                new ExecProducer.Program("test", script.toString(), List.of(arguments), interval),
                new ExecProducer.Place(
                        new PluginFolders("test.folders", List.of(folder)),
                        PluginRunner.Settings.USUAL.withEnvironment(Map.of("OURS", "yes")),
                        "shop"),
                DataSets.BASIC,
                peer,
                System::nanoTime);
        started.add(producer);
        Thread thread = new Thread(producer);
        thread.setDaemon(true);
        thread.start();
        return producer;
    }

    private List<String> texts() {
        return peer.notifications().stream().map(told -> told.text()).toList();
    }

    private static String running(Path pids) throws IOException {
        return Files.exists(pids) ? Files.readString(pids).strip() : "";
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void takesNotificationsAndValuesWhileTheProgramRuns() throws Exception {
        start(
                script(
                        "both",
                        NOTIFY.formatted("7 mails"),
                        "echo \"PUTVAL $COLLECTD_HOSTNAME/mail/gauge-queued interval=$COLLECTD_INTERVAL N:7\"",
                        "echo nonsense",
                        NOTIFY.formatted("'\"$1 $OURS\"'"),
                        "exec sleep 600"),
                Duration.ofSeconds(30),
                "a b; echo c");

        await().untilAsserted(() -> assertThat(texts()).containsExactly("7 mails", "a b; echo c yes"));
        assertThat(peer.notifications()).allMatch(told -> told.severity() == Severity.FAILURE);
        assertThat(peer.lists()).singleElement().satisfies(list -> {
            assertThat(list.identity()).hasToString("shop/mail/gauge-queued");
            assertThat(list.interval()).contains(Duration.ofSeconds(30));
        });
    }

    @Test
    void startsAProgramAgainThatHasEnded() throws Exception {
        start(script("once", NOTIFY.formatted("once")), Duration.ofSeconds(1));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(texts()).hasSizeGreaterThanOrEqualTo(3).containsOnly("once"));
    }

    @Test
    void waitsLongerAndLongerForOneThatFails() throws Exception {
        long began = System.nanoTime();
        start(script("bad", NOTIFY.formatted("bad"), "echo no >&2", "exit 3"), Duration.ofSeconds(1));

        // At 0, 1, 3 and 7 seconds.
        await().atMost(Duration.ofSeconds(30)).until(() -> texts().size() == 4);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isGreaterThanOrEqualTo(6_900);
    }

    @Test
    void killsTheProgramAndWhatItHasStartedWhenItIsClosed() throws Exception {
        Path pids = folder.resolve("pids");
        ExecProducer producer = start(
                script("family", "sleep 600 &", "echo $$ $! > " + pids, "trap '' TERM", "wait"), Duration.ofSeconds(1));
        await().until(() -> running(pids).contains(" "));

        producer.close();
        for (String pid : running(pids).split(" ")) {
            // An orphan is there until its new parent has noticed its end.
            await().until(() -> !isAlive(pid));
        }
    }

    @Test
    void doesNotWaitForAChildThatHoldsThePipeOpen() throws Exception {
        start(script("orphan", NOTIFY.formatted("orphan"), "sleep 600 &"), Duration.ofSeconds(1));

        await().atMost(Duration.ofSeconds(20)).until(() -> texts().size() >= 2);
    }

    @Test
    void holdsUpAProgramThatFloods() throws Exception {
        long began = System.nanoTime();
        ExecProducer producer = start(
                script("flood", "while :; do " + NOTIFY.formatted("flood") + "; echo garbage >&2; done"),
                Duration.ofSeconds(1));
        await().until(() -> texts().size() > 500);
        await().atMost(Duration.ofSeconds(20)).until(() -> System.nanoTime() - began > TimeUnit.SECONDS.toNanos(8));
        producer.close();

        double seconds = (System.nanoTime() - began) / 1e9;
        long line = 86;
        long most = (long) ((ProgramOutput.BURST + seconds * ProgramOutput.BYTES_PER_SECOND) / line * 1.3);
        assertThat(texts().size()).isLessThan((int) most);
    }

    @Test
    void skipsALineWithoutEndAndGoesOn() throws Exception {
        start(
                script(
                        "long",
                        "head -c 40000 /dev/zero | tr '\\0' x",
                        "echo",
                        NOTIFY.formatted("after"),
                        "exec sleep 600"),
                Duration.ofSeconds(1));

        await().untilAsserted(() -> assertThat(texts()).containsExactly("after"));
    }

    @Test
    void runsNothingOutsideOfTheAllowedFolders() throws Exception {
        ExecProducer producer = start(Path.of("/bin/echo"), Duration.ofSeconds(1));
        producer.close();
        assertThat(texts()).isEmpty();
    }

    @Test
    void refusesAnIntervalThatIsNone() {
        assertThatThrownBy(() -> new ExecProducer.Program("p", "p", List.of(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1s to 1d");
    }
}
