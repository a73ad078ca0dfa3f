/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.Programs;
import org.nscacheck.testkit.matrix.Row;

class SendNscaConfigTest {

    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("send_nsca.cfg"), text);
    }

    @Test
    void readsWhatTheProgramReads() throws IOException {
        SendNscaConfig config = SendNscaConfig.read(
                file("# a comment\n\npassword=a=b#c ä \nencryption_method=14\nlegacy_2_7_mode=yes\n"));

        assertThat(config.password().reveal()).isEqualTo("a=b#c ä ");
        assertThat(config.encryption()).isEqualTo(Encryption.RIJNDAEL_128);
        assertThat(config.shortOutput()).isTrue();
        assertThat(SendNscaConfig.read(file("")).encryption()).isEqualTo(Encryption.XOR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "password=s3cret;colour=red|line 2 sets something else",
                "password=|line 1 is not name=value",
                "password|line 1 is not name=value",
                "' password=s3cret'|line 1 sets something else",
                "encryption_method=13|line 1 sets an encryption_method that send_nsca refuses",
                "encryption_method=27|line 1 sets an encryption_method that send_nsca refuses",
                "encryption_method=aes|line 1 sets an encryption_method that is not a number"
            })
    void saysWhichLineTheProgramWouldRefuse(String lines, String fault) throws IOException {
        Path file = file(lines.replace(';', '\n'));

        assertThatThrownBy(() -> SendNscaConfig.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("send_nsca.cfg, " + fault)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void refusesAPasswordThatIsNotText() throws IOException {
        Path file = Files.write(
                directory.resolve("send_nsca.cfg"), "password=\u00e4\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> SendNscaConfig.read(file)).hasMessageContaining("not UTF-8");
    }

    @Test
    void readsNoOtherFile() throws IOException {
        Path other = Files.writeString(directory.resolve("application.properties"), "password=s3cret\n");

        assertThat(Servers.factory().validate(Servers.at(5667, "", Map.of("config-file", other.toString()))))
                .singleElement()
                .asString()
                .contains("must begin with send_nsca")
                .doesNotContain("s3cret");
        assertThat(Servers.factory()
                        .validate(Servers.at(5667, "", Map.of("config-file", directory + "/send_nsca.cfg"))))
                .singleElement()
                .asString()
                .contains("does not exist");
    }

    @Test
    @Row(
            value = "R58",
            done = "a file of send_nsca and a program outside of the allowed folders, and links that lead out")
    void followsNoLinkOutOfTheAllowedFolders() throws IOException {
        Path allowed = Files.createDirectory(directory.resolve("nagios"));
        Path outside = Files.writeString(directory.resolve("send_nsca.cfg"), "password=s3cret\n");
        Path link = Files.createSymbolicLink(allowed.resolve("send_nsca.cfg"), outside);
        Path shadow = Files.createSymbolicLink(
                allowed.resolve("send_nsca_2.cfg"),
                Files.writeString(allowed.resolve("htpasswd"), "password=s3cret\n"));
        Path program = Files.createSymbolicLink(allowed.resolve("send_nsca"), Path.of("/bin/sh"));
        NscaSenderFactory strict = new NscaSenderFactory(
                Servers.CONFIG_DIRECTORY,
                SenderLimits.USUAL.withConfigurations(List.of(allowed)).withPrograms(List.of(allowed)));

        for (Path file : List.of(outside, link, shadow)) {
            Server server = Servers.at(5667, "", Map.of("config-file", file.toString()));
            assertThat(strict.validate(server))
                    .singleElement()
                    .asString()
                    .containsAnyOf("nscacheck.allowed-paths.configurations", "does not begin with send_nsca")
                    .doesNotContain("s3cret");
            assertThat(strict.localSecret(server)).isEmpty();
        }
        assertThat(strict.validate(Servers.at(5667, "", Map.of("transport", "program", "program", program.toString()))))
                .singleElement()
                .asString()
                .contains("nscacheck.allowed-paths.programs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "program"})
    void reachesTheDaemonWithTheFileThatIsThere(String transport) throws Exception {
        try (NscaDaemon daemon =
                NscaDaemon.builder().password("from the file").method(16).start()) {
            Map<String, String> settings = Map.of(
                    "transport", transport,
                    "program", Programs.require("send_nsca").toString(),
                    "config-file", daemon.clientConfiguration().toString());

            assertThat(Servers.send(Servers.at(daemon.port(), "another", settings), Servers.reports(3)))
                    .hasOnlyElementsOfType(SendOutcome.Sent.class);
            assertThat(daemon.awaitResults(3)).hasSize(3);
        }
    }
}
