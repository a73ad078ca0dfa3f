/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.CheckResult;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.plugin.PluginChecks;
import org.nscacheck.plugin.PluginFolders;
import org.nscacheck.plugin.PluginRunner;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/**
 * Plugins on the screens: an administrator makes checks of them, and by no way makes anybody the application run a program outside
 * of the allowed folder. Each program that must not run would leave a trace.
 */
@EnabledOnOs(OS.LINUX)
class PluginScreensTest {

    private static final String NEW = "/nscacheck/checks/new";

    @TempDir
    private Path temporary;

    private Path allowed;
    private Path evil;
    private Path trace;
    private RunningScreens running;

    @BeforeEach
    void start() throws Exception {
        Path root = temporary.toRealPath();
        allowed = Files.createDirectory(root.resolve("plugins"));
        trace = root.resolve("trace");
        Path outside = Files.createDirectory(root.resolve("out side"));
        evil = script(outside.resolve("evil"), "touch " + trace + "; echo evil");
        script(outside.resolve("evil\nline"), "touch " + trace);
        script(allowed.resolve("check_words"), "printf '<%s>' \"$@\"; exit 1");
        script(allowed.resolve("negate"), "exec \"$@\"");
        Files.createSymbolicLink(allowed.resolve("link"), evil);
        Files.createSymbolicLink(allowed.resolve("folder"), outside);
        PluginChecks plugins = new PluginChecks(
                new PluginFolders("nscacheck.plugins.folders", List.of(allowed)), new PluginRunner(), List.of());
        List<CheckDefinition> definitions = new ArrayList<>(plugins.definitions());
        definitions.add(CheckDefinition.of(
                new CheckKey("method"), "Method", ScheduleSpec.every("1d"), context -> CheckResult.of(0, "fine")));
        running = RunningScreens.with(definitions);
    }

    @AfterEach
    void stop() {
        running.close();
        assertThat(trace).doesNotExist();
    }

    private static Path script(Path file, String line) throws Exception {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return running.answer(request);
    }

    private static MockHttpServletRequestBuilder form(String url, String name, String executable) {
        return post(url)
                .param("method", PluginChecks.ANY.value())
                .param("version", "0")
                .param("name", name)
                .param("service", name)
                .param("schedule", "every")
                .param("every-number", "1")
                .param("every-unit", "s")
                .param("spread", "0s")
                .param("argument.executable", executable);
    }

    private Optional<StoredCheck> check(String name) {
        return running.nsca().stores().checks().findAll().stream()
                .filter(check -> check.name().equals(name))
                .findFirst();
    }

    private CheckResult awaitResult(StoredCheck check) {
        Actor reader = new Actor("reader", Permission.VIEW);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        !running.engine().overview().runs(reader, check.id(), 1).isEmpty());
        List<RecordedRun> runs = running.engine().overview().runs(reader, check.id(), 1);
        return runs.get(0).run().result();
    }

    @Test
    void letsAnAdministratorMakeChecksOfPlugins() throws Exception {
        assertThat(answer(get(NEW)).getContentAsString()).contains("Runs any plugin out of the allowed folders");
        assertThat(answer(get(NEW).param("method", PluginChecks.ANY.value())).getContentAsString())
                .contains("argument.executable", "argument.arguments", "argument.values", "argument.charset")
                .contains("a plugin out of [" + allowed + "]");

        for (String name : List.of("one", "two")) {
            MockHttpServletResponse saved = answer(form(NEW, name, "check_words")
                    .param("argument.arguments", "-a 'b c' $ARG1$ $(id) ;")
                    .param("argument.values", name + "; id"));
            assertThat(saved.getStatus()).as(saved.getContentAsString()).isEqualTo(302);
            StoredCheck check = check(name).orElseThrow();
            CheckResult result = awaitResult(check);
            assertThat(result.message()).isEqualTo("<-a><b c><" + name + "; id><$(id)><;>");
            assertThat(result.status().code()).isEqualTo(1);
        }
    }

    @Test
    void showsThatACheckReportsTheHost() throws Exception {
        answer(form(NEW, "of the host", "check_words").param("argument.host-result", "true"));

        assertThat(answer(get("/nscacheck/checks")).getContentAsString()).contains("(the host itself)");
        assertThat(answer(get("/nscacheck/checks/"
                                + check("of the host").orElseThrow().id() + "/delete"))
                        .getContentAsString())
                .contains("Its history stays.")
                .doesNotContain("comes back");
    }

    @Test
    void saysAtTheFieldWhatIsWrong() throws Exception {
        MockHttpServletResponse refused = answer(form(NEW, "wrong", "absent"));

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString())
                .contains(
                        "href=\"#argument.executable\"", "there is no plugin &#39;absent&#39; in the allowed folders");
        assertThat(answer(form(NEW, "wrong", "check_words").param("argument.arguments", "$ARG1$"))
                        .getContentAsString())
                .contains("href=\"#argument.arguments\"", "there is no value for the placeholder $ARG1$");
    }

    private List<String> waysOut() {
        return List.of(
                evil.toString(),
                "link",
                allowed + "/link",
                allowed + "/folder/evil",
                "folder/evil",
                "../out side/evil",
                allowed + "/../out side/evil",
                allowed + "/./../out side/evil",
                "check_words;" + evil,
                "check_words\n" + evil,
                evil.resolveSibling("evil\nline").toString(),
                "\n" + evil,
                " " + evil,
                evil + " ",
                "'" + evil + "'",
                "negate",
                allowed + "/negate",
                "/bin/sh",
                "/usr/bin/env",
                "/proc/self/exe",
                "sh");
    }

    @Test
    void refusesEachWayOutOfTheFolder() throws Exception {
        for (String way : waysOut()) {
            MockHttpServletResponse refused =
                    answer(form(NEW, "out", way).param("argument.arguments", "'" + evil + "'"));
            assertThat(refused.getStatus()).as(way).isEqualTo(422);
            assertThat(check("out")).as(way).isEmpty();
            assertThatThrownBy(() -> running.engine()
                            .administration()
                            .saveCheck(new Actor("anna", Permission.ADMINISTER), stored("out", way)))
                    .as(way)
                    .isInstanceOf(RefusedException.class);
        }
    }

    private StoredCheck stored(String name, String executable) {
        return new StoredCheck(
                CheckId.random(),
                PluginChecks.ANY,
                name,
                CheckSettings.builder()
                        .service(name)
                        .schedule(ScheduleSpec.every("1s"))
                        .spread(Duration.ZERO)
                        .arguments(Map.of("executable", executable, "arguments", "'" + evil + "'"))
                        .build(),
                null,
                0);
    }

    @Test
    void letsNobodyElseMakeChecksOfPlugins() throws Exception {
        answer(form(NEW, "kept", "check_words"));
        StoredCheck kept = check("kept").orElseThrow();
        String edit = "/nscacheck/checks/" + kept.id() + "/edit";
        for (Permission permission : List.of(Permission.VIEW, Permission.OPERATE)) {
            running.permission = permission;
            Actor actor = new Actor("oscar", permission);

            assertThat(answer(get(NEW)).getStatus()).isEqualTo(403);
            assertThat(answer(get(NEW).param("method", PluginChecks.ANY.value()))
                            .getStatus())
                    .isEqualTo(403);
            assertThat(answer(form(NEW, "new", "check_words")).getStatus()).isEqualTo(403);
            assertThat(answer(form(edit, "kept", "check_words").param("argument.arguments", "x"))
                            .getStatus())
                    .isEqualTo(403);
            assertThatThrownBy(() -> running.engine().administration().saveCheck(actor, stored("new", "check_words")))
                    .isInstanceOf(NotPermittedException.class);
            // What an operator may do takes nothing of it from the form.
            for (String action : List.of("run", "pause", "resume")) {
                answer(form("/nscacheck/checks/" + kept.id() + "/" + action, "kept", evil.toString())
                        .param("length", "1h"));
            }
        }
        assertThat(check("new")).isEmpty();
        assertThat(check("kept").orElseThrow().settings()).isEqualTo(kept.settings());
    }

    @Test
    void takesOfAFormOnlyWhatItsCheckHas() throws Exception {
        StoredCheck method = check("method").orElseThrow();
        MockHttpServletResponse saved =
                answer(form("/nscacheck/checks/" + method.id() + "/edit", "method", evil.toString())
                        .param("key", PluginChecks.ANY.value())
                        .param("handler_key", PluginChecks.ANY.value())
                        .param("handlerKey", PluginChecks.ANY.value())
                        .param("settings.arguments[executable]", evil.toString())
                        .param("arguments.executable", evil.toString()));

        assertThat(saved.getStatus()).isEqualTo(302);
        StoredCheck after = check("method").orElseThrow();
        assertThat(after.key()).isEqualTo(new CheckKey("method"));
        assertThat(after.settings().arguments()).isEmpty();
        answer(form(NEW, "plugin", "check_words")
                .param("argument.folders", "/")
                .param("argument.environment", "LD_PRELOAD=" + evil)
                .param("folders", "/")
                .param("nscacheck.plugins.folders", "/"));
        assertThat(check("plugin").orElseThrow().settings().arguments()).containsOnlyKeys("executable");
    }

    /** As from a dump of another installation, or by who may write into the database. */
    @Test
    void runsNothingOutsideThatWasStoredPastTheApplication() throws Exception {
        Map<String, StoredCheck> imported = new HashMap<>();
        for (String way : waysOut()) {
            StoredCheck check = stored("check " + imported.size(), "check_words");
            imported.put(way, running.engine().administration().saveCheck(Actor.SYSTEM, check));
        }
        for (Map.Entry<String, StoredCheck> each : imported.entrySet()) {
            store(each.getValue(), each.getKey());
            running.engine()
                    .administration()
                    .resume(Actor.SYSTEM, each.getValue().id());
        }
        imported.forEach((way, check) -> await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(awaitResult(check).message())
                        .as(way)
                        .startsWith("the plugin was not run: parameter 'executable': ")));
    }

    private void store(StoredCheck check, String executable) throws Exception {
        try (Connection connection = running.dataSource().getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE nscacheck.nsca_check SET arguments ="
                        + " jsonb_build_object('executable', ?::text, 'arguments', ?::text) WHERE id = ?")) {
            update.setString(1, executable);
            update.setString(2, "'" + evil + "'");
            update.setObject(3, check.id().value());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
