/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.daemon.Programs;

/** The man pages that the build writes. */
class PackageFilesTest {

    @TempDir
    private static Path directory;

    @BeforeAll
    static void write() throws Exception {
        PackageFiles.main(new String[] {directory.toString(), "1.2.3", "2026-11-01T00:00:00Z"});
    }

    private static String said(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @Test
    void writesAManPageForEachCommandThatIsShown() throws Exception {
        try (Stream<Path> pages = Files.list(directory.resolve("man/man1"))) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .contains("nscacheck.1", "nscacheck-send.1", "nscacheck-receive.1", "nscacheck-test-server.1")
                    .doesNotContain("nscacheck-warm-up.1");
        }
        String groff = Programs.require("groff").toString();
        try (Stream<Path> pages = Files.list(directory.resolve("man/man1"))) {
            for (Path page : pages.toList()) {
                assertThat(said(groff, "-man", "-ww", "-z", "-Tutf8", page.toString()))
                        .as(page.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void saysTheSameAsTheHelp() throws Exception {
        String page = said(
                Programs.require("groff").toString(),
                "-man",
                "-Tascii",
                "-P-cbou",
                directory.resolve("man/man1/nscacheck-send.1").toString());

        assertThat(page.replaceAll("\\s+", " "))
                .contains("nscacheck 1.2.3")
                .contains("2026-11-01")
                .contains("Time limit for everything, 10 by default.")
                .contains("the daemon rejects us");
    }
}
