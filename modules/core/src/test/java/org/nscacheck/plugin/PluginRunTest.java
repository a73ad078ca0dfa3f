/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;

/** From what a plugin did to the result of its check. */
class PluginRunTest {

    private static CheckResult result(PluginEnding ending, String output, String errors) {
        return run(ending, output, errors).toResult();
    }

    private static PluginRun run(PluginEnding ending, String output, String errors) {
        return new PluginRun(ending, new PluginRun.Text(output, 0), new PluginRun.Text(errors, 0), 0, List.of());
    }

    private static PluginEnding exit(int code) {
        return new PluginEnding.Exited(code);
    }

    @Test
    void takesExitCodesZeroToThreeAsTheyAre() {
        for (Status status : Status.values()) {
            CheckResult result = result(exit(status.code()), "text | a=1\nmore\nlines | b=2\nc=3", "ignored");

            assertThat(result.status()).isEqualTo(status);
            assertThat(result.message()).isEqualTo("text");
            assertThat(result.longOutput()).isEqualTo("more\nlines");
            assertThat(result.perfData().metrics())
                    .extracting(metric -> metric.label())
                    .containsExactly("a", "b", "c");
        }
    }

    @Test
    void takesAnyOtherEndForUnknownAndNamesIt() {
        assertThat(result(exit(4), "text|a=1", "")).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.UNKNOWN);
            assertThat(result.message()).isEqualTo("exit code 4: text");
            assertThat(result.perfData().metrics()).hasSize(1);
        });
        assertThat(result(exit(-1), "", "").message()).isEqualTo("exit code -1");
        assertThat(result(new PluginEnding.Killed(11), "half", ""))
                .isEqualTo(CheckResult.of(Status.UNKNOWN, "killed by signal 11 (SIGSEGV): half"));
        assertThat(result(new PluginEnding.Killed(31), "", "").message()).isEqualTo("killed by signal 31 (SIGSYS)");
        assertThat(result(new PluginEnding.Killed(40), "", "").message()).isEqualTo("killed by signal 40");
        assertThat(result(new PluginEnding.TimedOut(Duration.ofSeconds(10)), "so far", ""))
                .isEqualTo(CheckResult.of(Status.UNKNOWN, "timed out after 10s: so far"));
        assertThat(PluginRun.notStarted("no such file").toResult())
                .isEqualTo(CheckResult.of(Status.UNKNOWN, "could not be started: no such file"));
    }

    @Test
    void readsStandardErrorOnlyWhereThereIsNoOutput() {
        assertThat(result(exit(2), " \n", "cannot read|a=1\nline 7\n"))
                .isEqualTo(new CheckResult(Status.CRITICAL, "stderr: cannot read|a=1", "line 7", null));
        assertThat(result(exit(255), "", "boom\n").message()).isEqualTo("exit code 255: stderr: boom");
        assertThat(result(exit(0), "", "")).isEqualTo(CheckResult.of(Status.OK, "the plugin printed nothing"));
        assertThat(result(exit(0), "|a=1", "hint").message()).isEqualTo("the plugin printed nothing");
    }

    @Test
    void saysWhatIsMissingAndWhatWasLeftBehind() {
        PluginRun.Text cut = new PluginRun.Text("text\nmore\n", 1024);
        PluginRun run = new PluginRun(exit(0), cut, PluginRun.Text.NONE, 2, List.of(17L));

        assertThat(run.toResult().longOutput()).isEqualTo("""
                more
                (output cut: only its first 1024 bytes were read)
                (left behind by the plugin and killed: 2 processes)
                (left behind by the plugin, could not be killed: 1 process [17])""");
        PluginRun errorsCut = new PluginRun(exit(0), new PluginRun.Text("text", 0), cut, 0, List.of());
        assertThat(errorsCut.toResult().longOutput()).isEmpty();
    }

    /** Nagios reads on behind a bar, Icinga only where an equals sign follows. */
    @Test
    void readsBarsAsNagiosAndIcingaDo() {
        CheckResult result = result(exit(0), "a | b is no metric\nc | d=1\ne=2 | f", "");

        assertThat(result.message()).isEqualTo("a | b is no metric");
        assertThat(result.longOutput()).isEqualTo("c");
        assertThat(result.perfData().metrics())
                .extracting(metric -> metric.label())
                .contains("d", "e");
    }

    @Test
    void readsLongPerformanceData() {
        StringBuilder output = new StringBuilder("many\nlong text|first=1\n");
        for (int i = 0; i < 2000; i++) {
            output.append("'metric ").append(i).append("'=").append(i).append("MB;80;90;0;100\n");
        }
        CheckResult result = result(exit(0), output.toString(), "");

        assertThat(result.perfData().metrics()).hasSize(2001);
        assertThat(result.perfData().faults()).isEmpty();
        assertThat(result.longOutput()).isEqualTo("long text");
    }
}
