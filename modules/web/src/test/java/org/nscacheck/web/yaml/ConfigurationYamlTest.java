/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.admin.Described;
import org.nscacheck.audit.AuditKind;

/** The configuration as a file, and what files from elsewhere may hold. */
class ConfigurationYamlTest {

    private static final String HOSTILE =
            "a: b # \"c\" 'd' \\ \t\u2028\u0085\ufeff{}[]&*!|>%@` yes ~ Größe \ud83d\ude80";

    private static Described check(String name, Map<String, String> fields, List<String> servers) {
        return new Described(AuditKind.CHECK, name, fields, servers, null, 0);
    }

    private static List<YamlFault> faults(String yaml) {
        return ConfigurationYaml.read(yaml, false).faults();
    }

    @Test
    void whatWasWrittenIsReadTheSame() {
        List<Described> all = List.of(
                new Described(
                        AuditKind.SERVER,
                        HOSTILE,
                        Map.of(
                                "kind",
                                "nsca",
                                "address",
                                "::1",
                                "port",
                                "5667",
                                "host-name",
                                "yes",
                                "catch-up",
                                "LATEST",
                                "max-age",
                                "PT36H",
                                "active",
                                "false",
                                "setting.encryption",
                                "14",
                                "setting." + HOSTILE,
                                HOSTILE),
                        null,
                        null,
                        0),
                check("mail.queue", Map.of("key", "mail.queue"), List.of()),
                check(
                        HOSTILE,
                        Map.of(
                                "key", "disk",
                                "service", "null",
                                "cron", "0 0/5 * ? * *",
                                "zone", "Europe/Paris",
                                "timeout", "PT0.5S",
                                "on-error", "UNKNOWN",
                                "attempts", "3",
                                "retry-interval", "PT1M30S",
                                "report-each", "true",
                                "argument.x", HOSTILE),
                        List.of(HOSTILE, "b, c")),
                new Described(
                        AuditKind.QUIET_HOURS,
                        "night",
                        Map.of("setting.from", "22:00", "active", "true", "position", "-1"),
                        null,
                        null,
                        0));

        ReadConfiguration read = ConfigurationYaml.read(ConfigurationYaml.write(all), false);

        assertThat(read.faults()).isEmpty();
        assertThat(read.configuration().all())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line", "servers")
                .containsExactlyElementsOf(all);
        assertThat(read.configuration().all().get(2).servers()).containsExactly(HOSTILE, "b, c");
    }

    @Test
    void readsThePropertiesOfAnApplication() {
        ReadConfiguration read = ConfigurationYaml.read("""
                nscacheck:
                  servers:
                    nagios: {host: nagios.example.net, node-host-name: shop, settings: {encryption: 14}}
                  checks:
                    "[mail.queue]":
                      every: 5m
                      servers: nagios, icinga
                      arguments: {limit: 10}
                      service:
                  policies:
                    rule:
                      full-disk: {label: used, failure-max: 95, position: 2}
                """, false);

        assertThat(read.faults()).isEmpty();
        assertThat(read.configuration().kinds())
                .containsExactlyInAnyOrder(AuditKind.SERVER, AuditKind.CHECK, AuditKind.RULE);
        assertThat(read.configuration().all())
                .extracting(Described::name, Described::fields, Described::servers, Described::line)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "nagios",
                                Map.of(
                                        "kind", "nsca",
                                        "address", "nagios.example.net",
                                        "host-name", "shop",
                                        "setting.encryption", "14"),
                                null,
                                3),
                        org.assertj.core.groups.Tuple.tuple(
                                "mail.queue",
                                Map.of("key", "mail.queue", "every", "5m", "argument.limit", "10"),
                                List.of("nagios", "icinga"),
                                6),
                        org.assertj.core.groups.Tuple.tuple(
                                "full-disk",
                                Map.of("setting.label", "used", "setting.failure-max", "95", "position", "2"),
                                null,
                                12));
    }

    @Test
    void tellsAllFaultsByTheirLines() {
        assertThat(faults("""
                        nscacheck-format: 2
                        spring: {}
                        nscacheck:
                          host-name: x
                          checks:
                            a: {every: 5m, evry: 6m}
                            b: {timeout: soon}
                            c: {active: maybe, attempts: many}
                            d: [1]
                            e: {retry-interval: 1m}
                            f: {servers: {x: y}}
                          servers:
                            g: {host: localhost, secret: hunter2}
                          policies:
                            wish: {}
                        """)).extracting(YamlFault::line).contains(1, 2, 4, 6, 7, 8, 9, 10, 11, 13, 15);
        assertThat(faults("nscacheck: {servers: {g: {host: h, secret: hunter2}}}")
                        .toString())
                .contains("a password is not read from here", "node-host-name is missing")
                .doesNotContain("hunter2");
    }

    @Test
    void refusesWhatComesTwice() {
        assertThat(faults("nscacheck:\n  checks:\n    a: {}\n    \"[a]\": {}\n"))
                .containsExactly(new YamlFault(4, "'a' stands here for the second time"));
        assertThat(faults("nscacheck: {}\n---\nnscacheck: {}\n"))
                .extracting(YamlFault::line)
                .containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x]\nb: [*a, *a]",
                "a: &a x",
                "nscacheck: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]",
                "nscacheck: !!binary aGk=",
                "? [a]\n: b",
                "{a: {b: {c: {d: {e: {f: {g: {h: {i: {j: k}}}}}}}}}}",
                "[",
                "a: 'b",
                "\t",
                "a: \u0001",
                "%YAML 9.9\n---\na: b"
            })
    void refusesWhatIsNoneOfOurs(String yaml) {
        assertThat(faults(yaml)).isNotEmpty();
    }

    /** A hundred million nodes of a few lines, a hundred thousand brackets, and a file that is simply large. */
    @Test
    void bombsDoNotGoOff() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            laughs.append("a").append(i).append(": &a").append(i).append(" [");
            laughs.append(("*a" + (i - 1) + ", ").repeat(10)).append("]\n");
        }
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(faults(laughs.toString())).isNotEmpty();
            assertThat(faults("[".repeat(100_000))).isNotEmpty();
            assertThat(faults("{a: ".repeat(100_000))).isNotEmpty();
            assertThat(faults("- ".repeat(100_000))).isNotEmpty();
            assertThat(faults("a: " + "x".repeat(YamlTree.MOST)))
                    .extracting(YamlFault::text)
                    .containsExactly("the file has more than 512 KiB: import it in parts");
        });
    }

    @Test
    void anEmptyFileSaysNothing() {
        assertThat(ConfigurationYaml.read("", false))
                .isEqualTo(ConfigurationYaml.read("# only a comment\n", false))
                .satisfies(read -> assertThat(read.configuration().all()).isEmpty());
    }
}
