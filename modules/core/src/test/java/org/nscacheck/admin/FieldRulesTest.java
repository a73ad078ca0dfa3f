/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Server;

class FieldRulesTest {

    private static Server server(String name, String host, Map<String, String> settings) {
        return Server.builder(name, "nsca")
                .address(host)
                .hostName("shop")
                .settings(settings)
                .build();
    }

    private static void assertFault(String field, Server server) {
        assertThatThrownBy(() -> FieldRules.require(server)).isInstanceOfSatisfying(InvalidFieldException.class, e -> {
            assertThat(e.field()).isEqualTo(field);
            assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\0");
        });
    }

    @Test
    void namesTheFieldOfWhatCannotBeStored() {
        assertFault("name", server("a\0b", "h", Map.of()));
        assertFault("name", server("n".repeat(1 << 20), "h", Map.of()));
        assertFault("setting.identity", server("n", "h", Map.of("identity", "a\0b")));
        assertFault("setting.path", server("n", "h", Map.of("path", "p".repeat(1 << 20))));
        for (String host : List.of(
                "h".repeat(1 << 20),
                "http://user@127.0.0.1/",
                "user@host",
                "/var/run/x.sock",
                "127.0.0.1:5667",
                "[::1]",
                "256.1.1.1",
                "1.2.3",
                "2130706433",
                "0x7f.0.0.1",
                "-h",
                "a..b",
                ":::",
                "1::2::3",
                "1:2:3",
                "l".repeat(64))) {
            assertFault("host", server("n", host, Map.of()));
        }
    }

    @Test
    void takesNamesAndAddresses() {
        for (String host : List.of(
                "localhost",
                "nagios-1.example.org",
                "nagios.example.org.",
                "my_service",
                "münchen.example",
                "3com.example",
                "192.0.2.1",
                "::1",
                "2001:db8::7",
                "::ffff:192.0.2.1",
                "fe80::1%eth0",
                "1:2:3:4:5:6:7:8")) {
            FieldRules.require(server("n".repeat(255), host, Map.of("identity", "Größe")));
        }
    }

    @Test
    void namesTheArgumentThatCannotBeStored() {
        StoredCheck check = StoredCheck.of(new CheckKey("k"));
        StoredCheck hostile = check.with(
                CheckSettings.builder().arguments(Map.of("url", "a\0b")).build());
        assertThatThrownBy(() -> FieldRules.require(hostile))
                .isInstanceOfSatisfying(
                        InvalidFieldException.class, e -> assertThat(e.field()).isEqualTo("argument.url"));
        FieldRules.require(check);
    }

    @Test
    void parsesNoEndlessList() {
        ScheduleSpec.Reader reader = new ScheduleSpec.Reader(
                expression -> {
                    throw new AssertionError("is not to be parsed");
                },
                ZoneOffset.UTC);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.read(ScheduleSpec.cron("0,".repeat(100_000) + "0 * * * * ?", null)))
                .withMessageContaining("200011 characters is too long");
    }
}
