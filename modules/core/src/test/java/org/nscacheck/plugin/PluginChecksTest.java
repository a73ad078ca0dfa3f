/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckScope;
import org.nscacheck.RefusedException;
import org.nscacheck.Status;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Parameter;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Target;

/** Plugins as checks: what can be set for them, and what is run then. */
@EnabledOnOs(OS.LINUX)
class PluginChecksTest {

    private static final String NAME = "nscacheck.plugins.folders";

    @TempDir
    private Path temporary;

    private PluginScripts plugins;
    private PluginFolders folders;

    @BeforeEach
    void prepare() throws Exception {
        Path directory = temporary.toRealPath();
        plugins = new PluginScripts(directory);
        plugins.file("words", "#!/bin/sh\nprintf '<%s>' \"$@\"\nexit 1\n");
        folders = new PluginFolders(NAME, List.of(directory));
    }

    private CheckDefinition any() {
        return definition(List.of(), PluginChecks.ANY.value());
    }

    private CheckDefinition definition(List<PluginTemplate> templates, String key) {
        return new PluginChecks(folders, new PluginRunner(), templates)
                .definitions().stream()
                        .filter(definition -> definition.key().value().equals(key))
                        .findFirst()
                        .orElseThrow();
    }

    private static CheckResult run(CheckDefinition definition, Map<String, String> arguments, Target... targets)
            throws Exception {
        Map<String, String> all = new HashMap<>();
        definition.parameters().stream()
                .filter(parameter -> parameter.defaultValue() != null)
                .forEach(parameter -> all.put(parameter.name(), parameter.defaultValue()));
        all.putAll(arguments);
        definition.handler().require(all);
        return definition
                .handler()
                .run(new CheckContext(
                        CheckId.random(), all, Instant.EPOCH, Duration.ofSeconds(10), "node-1", List.of(targets)));
    }

    private static Parameter parameter(String name, Class<?> type, String byDefault, String... options) {
        return new Parameter(name, type, byDefault, null, null, List.of(options), "");
    }

    private static PluginTemplate template(List<String> arguments, Parameter... parameters) {
        return template("words", arguments, parameters);
    }

    private static PluginTemplate template(String executable, List<String> arguments, Parameter... parameters) {
        return new PluginTemplate(
                "own",
                executable,
                arguments,
                List.of(parameters),
                null,
                CheckScope.CLUSTER,
                false,
                "",
                CheckSettings.NONE);
    }

    private String words(PluginTemplate template, Map<String, String> arguments, Target... targets) throws Exception {
        return run(definition(List.of(template), "plugin.own"), arguments, targets)
                .message();
    }

    @Test
    void offersNothingWithoutAnAllowedFolder() {
        PluginFolders none = new PluginFolders(NAME, List.of());

        assertThat(new PluginChecks(none, new PluginRunner(), List.of()).definitions())
                .isEmpty();
        assertThatThrownBy(() -> new PluginChecks(none, new PluginRunner(), List.of(template(List.of()))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("no folder is allowed", "plugin.own");
    }

    @Test
    void offersAnyPluginInTwoScopesAsTemplates() {
        assertThat(new PluginChecks(folders, new PluginRunner(), List.of()).definitions())
                .allSatisfy(definition -> {
                    assertThat(definition.template()).isTrue();
                    assertThat(definition.group()).isEqualTo(PluginChecks.GROUP);
                    assertThat(definition.defaults().timeout()).isEqualTo(Duration.ofSeconds(10));
                    assertThat(definition.schedule()).isEqualTo(ScheduleSpec.every("5m"));
                    assertThat(definition.origin()).contains(folders.toString());
                })
                .extracting(CheckDefinition::scope)
                .containsExactly(CheckScope.CLUSTER, CheckScope.NODE);
    }

    @Test
    void runsAPluginWithTheWordsOfALine() throws Exception {
        CheckResult result = run(
                any(),
                Map.of(
                        "executable", "words",
                        "arguments", "-H 'a b' -p $ARG1$ -s $ARG2$ -n $HOSTNAME$ -d $SERVICEDESC$ $$",
                        "values", "80!x; id \\! y"),
                Target.service("shop", "Web shop"));

        assertThat(result.status()).isEqualTo(Status.WARNING);
        assertThat(result.message()).isEqualTo("<-H><a b><-p><80><-s><x; id ! y><-n><shop><-d><Web shop><$>");
    }

    @Test
    void namesTheParameterThatIsWrong() {
        Map<String, Map<String, String>> wrong = Map.of(
                "parameter 'executable': there is no plugin 'absent'", Map.of("executable", "absent"),
                "parameter 'executable': /bin", Map.of("executable", "/bin/sh"),
                "parameter 'arguments': there is no value for the placeholder $ARG2$",
                        Map.of("executable", "words", "arguments", "$ARG1$ $ARG2$", "values", "1"),
                "parameter 'arguments': there is no value for the placeholder $ARG1$",
                        Map.of("executable", "words", "arguments", "$ARG1$"),
                "parameter 'arguments': a quote is not closed", Map.of("executable", "words", "arguments", "'"),
                "parameter 'charset': 'KOI' is not a character set", Map.of("executable", "words", "charset", "KOI"));
        wrong.forEach(
                (words, arguments) -> assertThatThrownBy(() -> any().handler().require(arguments))
                        .as(words)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageStartingWith(words));
    }

    @Test
    void isUnknownWithTheReasonWhereNothingCanBeRun() throws Exception {
        CheckContext context = new CheckContext(
                CheckId.random(), Map.of("executable", "/bin/sh"), Instant.EPOCH, Duration.ofSeconds(1), "node-1");

        CheckResult result = any().handler().run(context);

        assertThat(result.status()).isEqualTo(Status.UNKNOWN);
        assertThat(result.message()).startsWith("the plugin was not run: parameter 'executable': ");
    }

    @Test
    void decodesWithTheCharacterSetThatIsSet() throws Exception {
        plugins.file("latin", new byte[] {
            '#', '!', '/', 'b', 'i', 'n', '/', 's', 'h', '\n', 'e', 'c', 'h', 'o', ' ', (byte) 0xA4, '\n'
        });

        assertThat(run(any(), Map.of("executable", "latin", "charset", "ISO-8859-15"))
                        .message())
                .isEqualTo("€");
        assertThat(run(any(), Map.of("executable", "latin")).message()).isEqualTo("¤");
    }

    @Test
    void fillsTheArgumentsOfATemplateWithTypedValues() throws Exception {
        PluginTemplate template = template(
                List.of(
                        "-H",
                        "$host$",
                        "-p$port$",
                        "-w",
                        "$warn$",
                        "-t",
                        "$time$",
                        "$proto$",
                        "-x",
                        "$more$",
                        "-n",
                        "$HOSTNAME$"),
                parameter("host", String.class, "127.0.0.1"),
                parameter("port", long.class, "80"),
                parameter("warn", BigDecimal.class, "-1.50"),
                parameter("time", Duration.class, "1m30s"),
                parameter("proto", String.class, "-4", "-4", "-6"),
                parameter("more", String.class, ""));

        assertThat(words(template, Map.of("port", "0443", "more", "a  b'\"$host$"), Target.host("shop")))
                .isEqualTo("<-H><127.0.0.1><-p443><-w><-1.50><-t><90><-4><-x><a  b'\"$host$><-n><shop>");
        assertThat(words(template, Map.of("time", "1500ms", "proto", "-6"), Target.host("shop")))
                .contains("<-t><1.5><-6><-x><>");
    }

    @Test
    void refusesValuesOfAnotherType() {
        CheckDefinition definition =
                definition(List.of(template(List.of("$port$"), parameter("port", long.class, "80"))), "plugin.own");
        assertThatThrownBy(() -> definition.handler().require(Map.of("port", "80; id")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("parameter 'port': '80; id' is not a value of long");
    }

    @ParameterizedTest
    @CsvSource({"$text$", "$empty$$text$", "$text$x"})
    void letsNoValueBecomeAnOption(String word) {
        PluginTemplate template = template(
                List.of("-q", word, "--more=$text$$empty$"),
                parameter("text", String.class, "x"),
                parameter("empty", String.class, ""));
        CheckDefinition definition = definition(List.of(template), "plugin.own");

        assertThatThrownBy(() -> definition.handler().require(Map.of("text", "--extra-opts=x@/etc/shadow")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("parameter 'text': '--extra-opts=x@/etc/shadow' would be read as an option, since it begins"
                        + " with a hyphen");
    }

    @Test
    void letsAValueBeginWithAHyphenWithinAnOption() throws Exception {
        PluginTemplate template = template(List.of("--warning=$w$"), parameter("w", String.class, "-5:5"));

        assertThat(words(template, Map.of())).isEqualTo("<--warning=-5:5>");
    }

    @Test
    void runsInATemplateWhatNoFormMayRun() throws Exception {
        plugins.file("negate", "#!/bin/sh\nprintf 'negated <%s>' \"$@\"\n");

        assertThat(words(template("negate", List.of("/bin/true", "$x$"), parameter("x", String.class, "y")), Map.of()))
                .isEqualTo("negated </bin/true>negated <y>");
        assertThatThrownBy(() -> any().handler().require(Map.of("executable", "negate")))
                .hasMessageContaining("runs whatever program its arguments name");
    }

    @Test
    void makesACheckAtOnceOfATemplateThatLacksNoValue() {
        PluginTemplate complete = template(List.of("$a$"), parameter("a", String.class, ""));
        PluginTemplate incomplete = template(List.of("$a$"), parameter("a", String.class, null));

        assertThat(definition(List.of(complete), "plugin.own").template()).isFalse();
        assertThat(definition(List.of(incomplete), "plugin.own").template()).isTrue();
    }

    @Test
    void takesDefaultsOfATemplate() {
        CheckSettings defaults = CheckSettings.builder()
                .service("Disks")
                .schedule(ScheduleSpec.every("1h"))
                .timeout(Duration.ofSeconds(20))
                .build();
        CheckDefinition definition = definition(
                List.of(new PluginTemplate(
                        "own",
                        "words",
                        List.of(),
                        List.of(),
                        StandardCharsets.UTF_8,
                        CheckScope.NODE,
                        true,
                        "of all disks",
                        defaults)),
                "plugin.own");

        assertThat(definition.service()).isEqualTo("Disks");
        assertThat(definition.schedule()).isEqualTo(ScheduleSpec.every("1h"));
        assertThat(definition.defaults().timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(definition.scope()).isEqualTo(CheckScope.NODE);
        assertThat(definition.description()).isEqualTo("of all disks");
        assertThat(definition.isOfHost(CheckSettings.NONE)).isTrue();
        assertThat(definition.isOfHost(CheckSettings.builder()
                        .arguments(Map.of("host-result", "false"))
                        .build()))
                .isFalse();
        assertThat(definition(List.of(template(List.of())), "plugin.own").service())
                .isEqualTo("own");
    }

    @Test
    void refusesTemplatesWhoseArgumentsAndParametersDoNotFit() {
        Parameter port = parameter("port", long.class, "80");
        assertThatThrownBy(() -> template(List.of("$prot$", "$port$"), port))
                .hasMessageContainingAll("no parameter 'prot' for the placeholder $prot$", "[port]");
        assertThatThrownBy(() -> template(List.of("-p"), port)).hasMessageContaining("'port' has no place");
        for (String name : List.of("HOSTNAME", "SERVICEDESC", "host-result", "a b", "")) {
            assertThatThrownBy(() -> template(List.of("$" + name + "$"), parameter(name, String.class, "")))
                    .as(name)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("a parameter cannot be named '" + name + "'");
        }
        assertThatThrownBy(() -> template(" ", List.of())).hasMessage("no executable is set");
    }
}
