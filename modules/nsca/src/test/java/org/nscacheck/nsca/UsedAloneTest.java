/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.Compiler;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;

/** Does what docs/protocols/nsca.md says of the client alone, against the real daemon. */
class UsedAloneTest {

    private static final Path GUIDE = Path.of("../../docs/protocols/nsca.md");

    @TempDir
    private Path directory;

    private static String block(String language) throws IOException {
        String text = Files.readString(GUIDE);
        Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(text.substring(text.indexOf("## Used alone")));
        assertThat(block.find()).as(language).isTrue();
        return block.group(1);
    }

    @Test
    void namesTheArtifactThatIsBuilt() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher element = Pattern.compile("<(artifactId|version)>[^<]+</").matcher(block("xml"));
        while (element.find()) {
            assertThat(pom).contains(element.group());
        }
    }

    @Test
    void bringsItsResultToTheDaemon() throws Exception {
        try (NscaDaemon daemon = NscaDaemon.builder().method(14).start()) {
            String program = block("java")
                    .replace("\"nagios.example.net\", 5667", "\"127.0.0.1\", " + daemon.port())
                    .replace("\"password\"", '"' + daemon.password() + '"');
            Compiler.compile("SendOne", program, directory)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);

            PassiveResult result = daemon.awaitResults(1).get(0);
            assertThat(result.host()).isEqualTo("shop");
            assertThat(result.service()).isEqualTo("Mail queue");
            assertThat(result.output()).isEqualTo("OK");
        }
    }
}
