/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.daemon.Programs;

/** The tab key in real shells that have sourced the completion which the build writes. */
class CompletionTest {

    private static final int SECONDS = 60;

    @TempDir
    private static Path directory;

    private static Path script;

    @BeforeAll
    static void write() throws Exception {
        PackageFiles.main(new String[] {directory.toString(), "1.2.3", "2026-11-01T00:00:00Z"});
        script = directory.resolve("completion/nscacheck");
    }

    /** What the shell writes to standard output when this is typed into it. */
    private static List<String> said(String typed, String... shell) throws Exception {
        Path input = Files.writeString(directory.resolve("typed"), typed);
        Process process = new ProcessBuilder(shell)
                .redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        return said.lines().map(String::strip).toList();
    }

    /** Readline takes the tab key from a pipe too; the function shows the words that it left. */
    @Test
    void completesInBash() throws Exception {
        String bash = Programs.require("bash").toString();
        Path rc = Files.writeString(directory.resolve("bashrc"), """
                nscacheck() { printf '<%%s>' "$@"; echo; }
                source %s
                """.formatted(script));

        assertThat(said(
                        "nscacheck sen\t\nnscacheck send --ou\t\nnscacheck monitor --che\t\nnscacheck te\t\n",
                        bash,
                        "--rcfile",
                        rc.toString(),
                        "-i"))
                .containsExactly("<send>", "<send><--outcomes>", "<monitor><--check-config>", "<test-server>");
        assertThat(said("nscacheck se\t\t\nnscacheck send --o\t\t\n", bash, "--rcfile", rc.toString(), "-i"))
                .containsExactly("<se>", "<send><--o>");
        assertThat(said(
                        "",
                        bash,
                        "-c",
                        "source " + script + "; COMP_WORDS=(nscacheck se); COMP_CWORD=1; COMP_LINE='nscacheck se';"
                                + " _complete_nscacheck; printf '%s\\n' \"${COMPREPLY[@]}\""))
                .containsExactly("send", "service-status");
    }

    /** Zsh completes on a terminal only, which its module zpty gives to a second one; Ctrl-T shows the line as it stands. */
    @Test
    void completesInZsh() throws Exception {
        String zsh = Programs.require("zsh").toString();

        assertThat(said("", zsh, "-f", driver().toString()))
                .containsExactly(
                        "nscacheck send >",
                        "nscacheck send --outcomes >",
                        "nscacheck monitor --check-config >",
                        "nscacheck test-server >");
    }

    private static Path driver() throws IOException {
        return Files.writeString(directory.resolve("driver.zsh"), """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell 'PS1=; show() { print -r -- "<$BUFFER>"; BUFFER= }; zle -N show; bindkey "^T" show
                  autoload -U +X compinit && compinit -u -D; autoload -U +X bashcompinit && bashcompinit
                  source %s; print READ''Y'
                zpty -r -m shell seen '*READY*'
                for typed in 'nscacheck sen' 'nscacheck send --ou' 'nscacheck monitor --che' 'nscacheck te'; do
                  zpty -w -n shell "$typed"$'\\t\\x14'
                  zpty -r -m shell seen '*<*>*' && print -r -- "${seen##*<}"
                done
                zpty -d shell
                """.formatted(script));
    }
}
