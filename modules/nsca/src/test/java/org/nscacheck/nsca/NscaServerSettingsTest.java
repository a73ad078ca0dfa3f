/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.matrix.Row;

class NscaServerSettingsTest {

    @ParameterizedTest
    @EnumSource(Encryption.class)
    @Row(value = "R08", done = "a method that cannot be done is named when the server is saved or started")
    void nativeClientTakesTheMethodsItSpeaksAndSaysWhyNotTheOthers(Encryption method) {
        Server server = Servers.at(5667, "pw", Map.of("encryption", String.valueOf(method.number())));

        assertThat(Servers.factory().validate(server))
                .hasSize(method.whyNotNative().isPresent() ? 1 : 0);
        method.whyNotNative()
                .ifPresent(why ->
                        assertThat(Servers.factory().validate(server).get(0)).contains(why, method.label()));
    }

    @Test
    void offersTheMethodsThatADaemonCanUseAndNoOthers() {
        List<String> offered = Servers.factory().settings().stream()
                .filter(setting -> setting.name().equals("encryption"))
                .flatMap(setting -> setting.options().stream())
                .map(Setting.Option::value)
                .toList();

        assertThat(offered).hasSize(17).contains("0", "1", "14").doesNotContain("7", "12", "19", "22", "24", "25");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "encryption|x|not a number from 0 to 26",
                "encryption|27|not a number from 0 to 26",
                "encryption|-1|not a number from 0 to 26",
                "transport|carrier|not one of [native, program]",
                "flavour|zabbix|not one of [nagios, icinga, shinken]",
                "payload|1024|not one of [4096, 512]",
                "connect-timeout|soon|not a duration",
                "program|/bin/sh|must begin with send_nsca",
                "colour|red|there is no setting 'colour'"
            })
    void saysWhatIsWrongWithASetting(String name, String value, String fault) {
        assertThat(Servers.factory().validate(Servers.at(5667, "", Map.of(name, value))))
                .singleElement()
                .asString()
                .contains(fault);
    }

    @Test
    void refusesShinkenWithARealCipherAndAProgramThatIsNotThere() {
        assertThat(Servers.factory().validate(Servers.at(5667, "", Map.of("flavour", "shinken", "encryption", "14"))))
                .singleElement()
                .asString()
                .contains("Shinken");
        assertThat(Servers.factory()
                        .validate(Servers.at(
                                5667, "", Map.of("transport", "program", "program", "/usr/sbin/send_nsca_none"))))
                .singleElement()
                .asString()
                .contains("/usr/sbin/send_nsca_none", "nsca-client");
    }

    @Test
    void refusesAPasswordThatTheProgramsFileCannotHoldWithoutShowingIt() {
        Server server = Servers.at(5667, " s3cret\nencryption_method=0", Map.of("transport", "program"));

        assertThat(Servers.factory().validate(server).toString())
                .contains("line break")
                .doesNotContain("s3cret");
    }

    @Test
    void keepsTheProgramsFileToItsOwnerAndWritesItAnew(@TempDir Path directory) throws IOException {
        Path inside = directory.resolve("sub folder");
        GeneratedSendNscaConfigs files = new GeneratedSendNscaConfigs(inside);
        Server server = Servers.at(5667, "", Map.of());

        Path file = files.write(server, "pass#w = örd", Encryption.RIJNDAEL_128);

        assertThat(Files.readString(file)).isEqualTo("password=pass#w = örd\nencryption_method=14\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inside)))
                .isEqualTo("rwx------");
        Files.writeString(file, "tampered");
        assertThat(Files.readString(files.write(server, "pass#w = örd", Encryption.RIJNDAEL_128)))
                .startsWith("password=pass#w");
        Files.delete(file);
        assertThat(files.write(server, "pass#w = örd", Encryption.RIJNDAEL_128)).exists();
        files.delete(server);
        assertThat(file).doesNotExist();
    }
}
