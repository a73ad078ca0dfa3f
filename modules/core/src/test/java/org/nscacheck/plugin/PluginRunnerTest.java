/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.RefusedException;

/** What a plugin gets, and what is read of it. */
@EnabledOnOs(OS.LINUX)
class PluginRunnerTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private PluginScripts plugins;

    @BeforeEach
    void prepare() {
        plugins = new PluginScripts(directory);
    }

    private PluginRun runWith(PluginRunner runner, String... lines) throws InterruptedException {
        return runner.run(PluginCommand.of(plugins.script(lines)), LIMIT);
    }

    @Test
    void returnsWhatThePluginSays() throws InterruptedException {
        PluginRun run = plugins.run("echo 'DISK WARNING|/=93%;90;95'", "echo more", "echo hint >&2", "exit 1");

        assertThat(run.ending()).isEqualTo(new PluginEnding.Exited(1));
        assertThat(run.output()).isEqualTo(new PluginRun.Text("DISK WARNING|/=93%;90;95\nmore\n", 0));
        assertThat(run.errors()).isEqualTo(new PluginRun.Text("hint\n", 0));
        assertThat(run.leftBehind()).isZero();
        assertThat(run.unkillable()).isEmpty();
    }

    @Test
    void passesEachArgumentAsItIs() throws InterruptedException {
        List<String> arguments = List.of(
                "a b",
                "",
                "$(id)",
                "`id`",
                "; id",
                "| id",
                "$HOME",
                "*",
                "'",
                "\"",
                "\\",
                "line\nend",
                "größe",
                "-x",
                "--");
        PluginRun run = new PluginRunner()
                .run(new PluginCommand(plugins.script("printf '<%s>' \"$@\""), arguments, null), LIMIT);

        assertThat(run.output().text()).isEqualTo("<" + String.join("><", arguments) + ">");
    }

    @Test
    void givesItAnEnvironmentOfItsOwn() throws InterruptedException {
        PluginRunner runner = new PluginRunner(PluginRunner.Settings.USUAL.withEnvironment(
                Map.of("NAGIOS_PLUGIN_STATE_DIRECTORY", "/var/tmp", "LC_ALL", "C.UTF-8")));
        List<String> lines =
                runWith(runner, "/usr/bin/env").output().text().lines().toList();

        assertThat(lines)
                .allMatch(line -> line.matches("(PATH|HOME|TMPDIR|LC_ALL|PWD|OLDPWD|SHLVL|_|NSCACHECK_PLUGIN_RUN"
                        + "|NAGIOS_PLUGIN_STATE_DIRECTORY)=.*"))
                .contains(
                        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "NAGIOS_PLUGIN_STATE_DIRECTORY=/var/tmp",
                        "LC_ALL=C.UTF-8");
        assertThat(plugins.run("/usr/bin/env").output().text()).contains("LC_ALL=C\n");
        assertThat(System.getenv())
                .as("what it does not get")
                .containsKey("PATH")
                .hasSizeGreaterThan(2);
    }

    @Test
    void givesItAFolderOfItsOwnAndRemovesThat() throws Exception {
        Path other = Files.writeString(directory.resolve("kept"), "kept");
        PluginRun run = plugins.run(
                "pwd",
                "echo $HOME $TMPDIR",
                "ls -A | wc -l",
                "mkdir -p a/b && echo x > a/b/c && ln -s " + other + " link && ln -s " + directory + " folder");

        List<String> lines = run.output().text().lines().map(String::strip).toList();
        Path folder = Path.of(lines.get(0));
        assertThat(lines.get(1)).isEqualTo(folder + " " + folder);
        assertThat(lines.get(2)).isEqualTo("0");
        assertThat(folder).doesNotExist();
        assertThat(other).hasContent("kept");
    }

    @Test
    void leavesNoFolderBehindWhenThePluginCannotBeStarted() throws Exception {
        Path parent = Files.createDirectory(directory.resolve("work"));
        PluginRunner runner = new PluginRunner(new PluginRunner.Settings(4096, Map.of(), parent));

        PluginRun run = runner.run(PluginCommand.of(directory.resolve("absent")), LIMIT);

        assertThat(run.ending()).isInstanceOf(PluginEnding.NotStarted.class);
        assertThat(run.ending().words()).startsWith("could not be started: ").contains("absent", "No such file");
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void saysWhyAPluginCannotBeStarted() throws Exception {
        Path data = Files.writeString(directory.resolve("data"), "#!/bin/sh\n");
        Path interpreter = plugins.file("interpreter", "#!/absent/interpreter\n");

        for (Path plugin : List.of(data, directory, interpreter)) {
            PluginEnding ending =
                    new PluginRunner().run(PluginCommand.of(plugin), LIMIT).ending();
            assertThat(ending).as("%s", plugin).isInstanceOf(PluginEnding.NotStarted.class);
        }
        PluginRunner homeless =
                new PluginRunner(new PluginRunner.Settings(4096, Map.of(), directory.resolve("absent")));
        assertThat(runWith(homeless, "true").ending().words()).contains("no working folder in " + directory);
        assertThatThrownBy(() -> PluginCommand.of(Path.of("check_tcp")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("the plugin 'check_tcp' is not an absolute path");
        assertThatThrownBy(() -> PluginCommand.of(data, "a", "b\0c"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("argument 2 contains NUL");
    }

    @Test
    void passesOnItsOwnExitCodesOfAMissingProgram() throws InterruptedException {
        PluginRun run = plugins.run("exec /absent/program");

        assertThat(run.ending()).isEqualTo(new PluginEnding.Exited(127));
        assertThat(run.toResult().message()).startsWith("exit code 127: stderr: ");
    }

    @Test
    void letsItReadAnEmptyStandardInput() throws InterruptedException {
        PluginRun run = plugins.run("cat", "read line || echo \"OK: nothing to read\"");

        assertThat(run.output().text()).isEqualTo("OK: nothing to read\n");
    }

    @Test
    void letsItReadWhatItIsGivenAndWaitsForNobodyWhoReadsNothing() throws InterruptedException {
        byte[] input = "Größe\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        assertThat(new PluginRunner()
                        .run(PluginCommand.of(plugins.script("wc -c")), input, LIMIT)
                        .output()
                        .text()
                        .strip())
                .isEqualTo(String.valueOf(input.length));
        assertThat(new PluginRunner()
                        .run(PluginCommand.of(plugins.script("exit 0")), input, LIMIT)
                        .ending())
                .isEqualTo(new PluginEnding.Exited(0));
    }

    @Test
    void startsALinkUnderItsOwnName() throws Exception {
        Path plugin = plugins.script("basename \"$0\"");
        Path link = Files.createSymbolicLink(directory.resolve("check_ftp"), plugin);

        assertThat(new PluginRunner()
                        .run(PluginCommand.of(link), LIMIT)
                        .output()
                        .text())
                .isEqualTo("check_ftp\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 77, 126, 127, 128, 255})
    void tellsTheExitCode(int code) throws InterruptedException {
        assertThat(plugins.run("exit " + code).ending()).isEqualTo(new PluginEnding.Exited(code));
    }

    /** Not SIGHUP: who starts the tests with nohup has it ignored by all children. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6, 8, 9, 11, 13, 14, 15})
    void tellsTheSignal(int signal) throws InterruptedException {
        PluginRun run = plugins.run("echo 'half an answer'", "kill -" + signal + " $$", "sleep 10");

        assertThat(run.ending()).isEqualTo(new PluginEnding.Killed(signal));
        assertThat(run.ending().words()).startsWith("killed by signal " + signal + " (SIG");
        assertThat(run.output().text()).isEqualTo("half an answer\n");
    }

    @Test
    void keepsTheBeginningOfAnOutputThatIsTooLong() throws InterruptedException {
        PluginRunner small = new PluginRunner(PluginRunner.Settings.USUAL.withMaxOutput(1024));
        PluginRun run = runWith(small, "i=0; while [ $i -lt 2000 ]; do echo \"line $i\"; i=$((i+1)); done", "exit 2");

        assertThat(run.ending()).isEqualTo(new PluginEnding.Exited(2));
        assertThat(run.output().cutAfter()).isEqualTo(1024);
        assertThat(run.output().text())
                .startsWith("line 0\nline 1\n")
                .hasSizeBetween(1000, 1024)
                .endsWith("\n");
    }

    @Test
    void neverKeepsHalfOfAMetric() throws InterruptedException {
        PluginRunner small = new PluginRunner(PluginRunner.Settings.USUAL.withMaxOutput(1024));
        String metrics = "printf 'OK|'; i=1000; while [ $i -lt 1200 ]; do printf \"m$i=123456789 \"; i=$((i+1)); done";

        PluginOutput.Parsed parsed =
                PluginOutput.parse(runWith(small, metrics).output().text());

        assertThat(parsed.perfData().metrics())
                .hasSizeGreaterThan(50)
                .allSatisfy(metric -> assertThat(metric.value().toPlainString()).isEqualTo("123456789"));
        assertThat(parsed.perfData().faults()).isEmpty();
        String one = runWith(small, "printf 'OK|a='; i=0; while [ $i -lt 2000 ]; do printf 1; i=$((i+1)); done")
                .output()
                .text();
        assertThat(one).isEqualTo("OK");
    }

    @Test
    void readsWhatAPluginWritesInItsOwnCharacterSet() throws Exception {
        String text = "Größe 5 € – naïve\n";
        assertThat(read(text.getBytes(StandardCharsets.UTF_8), null)).isEqualTo(text);
        assertThat(read(text.getBytes(Charset.forName("windows-1252")), null)).isEqualTo(text);
        assertThat(read("Größe\n".getBytes(StandardCharsets.ISO_8859_1), null)).isEqualTo("Größe\n");
        Charset latin9 = Charset.forName("ISO-8859-15");
        assertThat(read("5 €\n".getBytes(latin9), latin9)).isEqualTo("5 €\n");
        Charset shift = Charset.forName("Shift_JIS");
        assertThat(read("容量\n".getBytes(shift), shift)).isEqualTo("容量\n");
    }

    @Test
    void takesByteOrderMarksAndLineEndsOfWindows() throws Exception {
        String text = "\uFEFFOK: Größe|a=1\r\nsecond\r\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            String read = read(text.getBytes(charset), null);
            assertThat(read).as("%s", charset).isEqualTo("OK: Größe|a=1\r\nsecond\r\n");
            PluginOutput.Parsed parsed = PluginOutput.parse(read);
            assertThat(parsed.message()).isEqualTo("OK: Größe");
            assertThat(parsed.longOutput()).isEqualTo("second");
            assertThat(parsed.perfData().metrics()).hasSize(1);
        }
        assertThat(read(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .startsWith("OK: Größe");
    }

    @Test
    void cutsWithinACharacterWithoutTakingItForAnotherCharacterSet() throws Exception {
        PluginRunner small = new PluginRunner(PluginRunner.Settings.USUAL.withMaxOutput(1024));
        for (int shift = 0; shift < 4; shift++) {
            byte[] bytes = ("x".repeat(shift) + "😀 ".repeat(500)).getBytes(StandardCharsets.UTF_8);
            Path output = Files.write(directory.resolve("emoji"), bytes);
            String text = runWith(small, "cat " + output).output().text();
            assertThat(text).as("shift %s", shift).matches("x*(😀 )+");
        }
    }

    private String read(byte[] bytes, Charset charset) throws Exception {
        Path output = Files.write(directory.resolve("output"), bytes);
        Path plugin = plugins.script("cat " + output);
        return new PluginRunner()
                .run(new PluginCommand(plugin, List.of(), charset), LIMIT)
                .output()
                .text();
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PluginRunner.Settings.USUAL.withMaxOutput(1023))
                .withMessageContaining("must be 1024 or more");
        for (String name : List.of("", "A=B", "A\0")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PluginRunner.Settings.USUAL.withEnvironment(Map.of(name, "x")))
                    .withMessageContaining("environment variable");
        }
    }

    @Test
    void leavesNothingInTheFolderForTemporaryFiles() throws IOException, InterruptedException {
        Path parent = Files.createDirectory(directory.resolve("work"));
        PluginRunner runner = new PluginRunner(new PluginRunner.Settings(4096, Map.of(), parent));
        for (String line : List.of("touch a; exit 0", "mkdir b; exit 3", "touch c; kill -9 $$", "touch d; sleep 60")) {
            runner.run(PluginCommand.of(plugins.script(line)), Duration.ofMillis(300));
        }
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void passesOnTheFirstLinesWhileThePluginRuns() throws InterruptedException {
        AtomicReference<String> printed = new AtomicReference<>("");
        Path waits = plugins.script("echo 'connected | a=1'", "seq 2 1000", "exec sleep FOREVER");
        Thread caller = new Thread(() -> {
            try {
                new PluginRunner().run(PluginCommand.of(waits), Duration.ofMinutes(1), printed::set);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        caller.start();
        await().atMost(LIMIT).until(() -> printed.get().endsWith("5"));
        caller.interrupt();
        caller.join(Duration.ofSeconds(10).toMillis());

        assertThat(printed).hasValue("printed until then: connected | a=1\n2\n3\n4\n5");
    }

    @Test
    void passesOnStandardErrorWhereThereIsNothingElse() throws InterruptedException {
        AtomicReference<String> printed = new AtomicReference<>("");
        Path fails = plugins.script("echo 'no route' >&2", "sleep 0.2");

        new PluginRunner().run(PluginCommand.of(fails), Duration.ofSeconds(30), printed::set);

        assertThat(printed).hasValue("stderr until then: no route");
    }
}
