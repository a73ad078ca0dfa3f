/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.Status;

/** Whatever a plugin does, its result comes in time, and after it no process of it is left; these are counted. */
@EnabledOnOs(OS.LINUX)
class HostilePluginsTest {

    private static final Duration SHORT = Duration.ofMillis(700);

    /** The time to kill everything and some more for a busy machine, and far less than these plugins take. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private PluginScripts plugins;
    private long began;

    @BeforeEach
    void prepare() {
        plugins = new PluginScripts(directory);
        began = System.nanoTime();
    }

    @AfterEach
    void findNothingLeft() {
        assertThat(plugins.leftovers()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep FOREVER & echo OK",
                "(sleep FOREVER; echo late) & echo OK",
                "nohup sleep FOREVER & echo OK",
                "setsid sleep FOREVER & echo OK",
                "setsid -f sleep FOREVER; echo OK",
                "(setsid sh -c 'sleep FOREVER & sleep FOREVER' &) ; echo OK",
                "sh -c 'sh -c \"sleep FOREVER &\" &'; echo OK",
                "trap '' TERM HUP INT; (trap '' TERM HUP; sleep FOREVER) & echo OK",
                "for i in 1 2 3 4 5 6 7 8 9; do setsid sleep FOREVER & sleep FOREVER & done; echo OK",
                "sleep FOREVER >/dev/null 2>&1 </dev/null & echo OK",
                "(env -i sleep FOREVER &) ; echo OK",
                "set -m; sleep FOREVER & echo OK",
                "setsid sh -c 'exec 1>&- 2>&-; cd /; sleep FOREVER' & echo OK"
            })
    void isNotHeldUpByWhatStaysInTheBackground(String line) throws InterruptedException {
        PluginRun run = plugins.run(line);

        assertThat(run.ending()).isEqualTo(new PluginEnding.Exited(0));
        assertThat(run.output().text()).isEqualTo("OK\n");
        assertThat(run.unkillable()).isEmpty();
        assertThat(run.toResult().status()).isEqualTo(Status.OK);
    }

    @Test
    void tellsHowManyWereLeftBehind() throws InterruptedException {
        PluginRun one = plugins.run("sleep FOREVER & sleep 0.1; echo OK");
        PluginRun three =
                plugins.run("setsid sleep FOREVER & sleep FOREVER & sleep FOREVER & sleep 0.1; echo OK; exit 2");

        assertThat(one.leftBehind()).isEqualTo(1);
        assertThat(one.toResult().longOutput()).isEqualTo("(left behind by the plugin and killed: 1 process)");
        assertThat(three.leftBehind()).isEqualTo(3);
        assertThat(three.toResult().longOutput()).isEqualTo("(left behind by the plugin and killed: 3 processes)");
        assertThat(three.toResult().status()).isEqualTo(Status.CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep FOREVER",
                "echo begun; exec sleep FOREVER",
                "trap '' TERM HUP INT QUIT; while :; do sleep FOREVER; done",
                "setsid sleep FOREVER",
                "setsid sleep FOREVER & sleep FOREVER",
                "env -i setsid sleep FOREVER",
                "env -i sh -c 'setsid sleep FOREVER & wait'",
                "sleep FOREVER | cat | sleep FOREVER",
                "kill -STOP $$",
                "sleep FOREVER & kill -STOP $$",
                "while :; do :; done",
                "i=0; while [ $i -lt 100 ]; do sleep FOREVER & i=$((i+1)); done; wait",
                "i=0; while [ $i -lt 50 ]; do setsid sleep FOREVER & i=$((i+1)); done; sleep FOREVER"
            })
    void endsWithItsTimeWhateverHangs(String line) throws InterruptedException {
        PluginRun run = plugins.run(SHORT, line);

        assertThat(run.ending()).isEqualTo(new PluginEnding.TimedOut(SHORT));
        assertThat(run.unkillable()).isEmpty();
        assertThat(run.toResult().message()).startsWith("timed out after 700ms");
        assertThat(run.toResult().status()).isEqualTo(Status.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "yes >&2", "yes & yes >&2", "cat /dev/zero", "tr '\\0' x < /dev/zero"})
    void survivesAFloodUntilItsTimeIsOver(String line) throws InterruptedException {
        PluginRun run = plugins.run(SHORT, line);

        assertThat(run.ending()).isEqualTo(new PluginEnding.TimedOut(SHORT));
        assertThat(run.output().text().length() + run.errors().text().length())
                .isLessThanOrEqualTo(2 * PluginRunner.Settings.USUAL.maxOutput());
        assertThat(Math.max(run.output().cutAfter(), run.errors().cutAfter()))
                .isEqualTo(PluginRunner.Settings.USUAL.maxOutput());
    }

    @Test
    void letsAFloodEndByItself() throws InterruptedException {
        PluginRun run = plugins.run("echo 'OK: much'; dd if=/dev/zero bs=1M count=100 2>/dev/null; exit 1");

        assertThat(run.ending()).isEqualTo(new PluginEnding.Exited(1));
        assertThat(run.output().text()).startsWith("OK: much\n");
        assertThat(run.output().cutAfter()).isEqualTo(PluginRunner.Settings.USUAL.maxOutput());
        assertThat(run.toResult().longOutput()).contains("output cut: only its first 65536 bytes were read");
    }

    @Test
    void isNotHeldUpByAFloodFromTheBackground() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            PluginRun run = plugins.run("echo OK; yes & exit 0");

            assertThat(run.ending()).isEqualTo(new PluginEnding.Exited(0));
            assertThat(run.output().text()).startsWith("OK\n");
        }
    }

    /** Each process forks the next one and ends: whoever looks for it finds one that is gone. So it leaves a trace. */
    @Test
    void catchesWhatForksWithoutPause() throws Exception {
        Path trace = Files.createFile(directory.resolve("trace"));
        Path stop = directory.resolve("stop");
        Path comet = plugins.script("[ -e " + stop + " ] && exit", "echo >> " + trace, "\"$0\" &");
        for (int i = 0; i < 10; i++) {
            PluginRun run = plugins.run(comet + " & sleep 0.1; echo OK");

            assertThat(run.output().text()).isEqualTo("OK\n");
            long size = Files.size(trace);
            assertThat(size).as("it did run").isGreaterThan(10L * i);
            new PluginRunner().run(PluginCommand.of(Path.of("/bin/sleep"), "0.1"), SOON);
            assertThat(Files.size(trace)).as("run %s", i).isEqualTo(size);
        }
        Files.createFile(stop);
    }

    @Test
    void catchesMany() throws InterruptedException {
        PluginRun run =
                plugins.run("i=0; while [ $i -lt 300 ]; do sleep FOREVER & i=$((i+1)); done", "sleep 0.1; echo OK");

        assertThat(run.output().text()).isEqualTo("OK\n");
        assertThat(run.leftBehind()).isEqualTo(300);
    }

    /** What starts at the very moment at which the plugin ends shows neither group nor environment of it for an instant. */
    @Test
    void missesNothingThatIsJustStarting() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            plugins.run("setsid sleep FOREVER >/dev/null & exit 0");

            assertThat(plugins.leftovers()).as("run %s", i).isEmpty();
        }
    }

    @Test
    void killsEverythingWhenItsThreadIsInterrupted() throws Exception {
        Path begun = directory.resolve("begun");
        AtomicReference<Object> end = new AtomicReference<>("none");
        Thread thread = new Thread(() -> {
            try {
                end.set(plugins.run("setsid sleep FOREVER & touch " + begun + "; sleep FOREVER"));
            } catch (InterruptedException e) {
                end.set(e);
            }
        });
        thread.start();
        await().until(() -> Files.exists(begun) && plugins.leftovers().size() >= 2);

        thread.interrupt();
        thread.join();

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void doesNotTakeOnePluginForAnother() throws Exception {
        Path waiting = directory.resolve("go");
        PluginCommand patient = PluginCommand.of(plugins.script(
                "setsid sh -c 'while [ ! -e " + waiting + " ]; do sleep 0.1; done' & wait; echo undisturbed"));
        PluginCommand hanging = PluginCommand.of(plugins.script("setsid sleep FOREVER & sleep FOREVER"));
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<PluginRun>> others = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            others.add(threads.submit(() -> new PluginRunner().run(patient, SOON)));
        }
        for (int i = 0; i < 5; i++) {
            new PluginRunner().run(hanging, Duration.ofMillis(100));
        }
        Files.createFile(waiting);
        for (Future<PluginRun> other : others) {
            assertThat(other.get().output().text()).isEqualTo("undisturbed\n");
            assertThat(other.get().leftBehind()).isZero();
        }
        threads.shutdown();
    }

    /** The group of a plugin is that of this process then, which has others in it that must not be killed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep FOREVER & echo OK",
                "setsid sleep FOREVER & echo OK",
                "sh -c 'sh -c \"sleep FOREVER &\" &'; echo OK",
                "sleep FOREVER",
                "sleep FOREVER & setsid sleep FOREVER"
            })
    void findsBackgroundProcessesWithoutSetsidToo(String line) throws Exception {
        PluginRunner plain = new PluginRunner(PluginRunner.Settings.USUAL, Optional.empty());
        Process other = new ProcessBuilder("/bin/sleep", "60").start();

        plain.run(PluginCommand.of(plugins.script(line)), SHORT);

        assertThat(plugins.leftovers()).isEmpty();
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }
}
