/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.Confirmation;
import org.nscacheck.check.HandlerKey;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Server;
import org.nscacheck.spring.NscaCheckEngine;
import org.nscacheck.spring.NscaCheckSettings;
import org.nscacheck.spring.NscaCheckStores;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** The pages without a browser: what they answer to whom, on a real database with a running engine. */
class ScreensMvcTest {

    private static final String HOSTILE = "<script>alert('x')</script> & \"quoted\"";
    private static final String SECRET = "canary-5Kz-password";

    private static TestDatabase database;
    private static NscaDatabase nsca;
    private static NscaCheckEngine engine;
    private static MockMvc mvc;
    private static Permission permission = Permission.ADMINISTER;

    @BeforeAll
    static void start() throws Exception {
        database = TestPostgres.shared().newDatabase();
        nsca = NscaDatabase.open(
                database.dataSource(),
                new NscaDatabase.Settings(
                        "nscacheck",
                        NscaDatabase.SchemaMode.MIGRATE,
                        SecretCipher.of("k", Map.of("k", new byte[32])),
                        "production",
                        3));
        CheckDefinition hostile = CheckDefinition.of(
                new HandlerKey("hostile"), "Hostile", ScheduleSpec.every("1h"), context -> CheckResult.critical(HOSTILE)
                        .perf("<b>", 1)
                        .longOutput(HOSTILE)
                        .build());
        engine = new NscaCheckEngine(
                new NscaCheckStores(
                        nsca.servers(),
                        nsca.checks(),
                        nsca.runs(),
                        nsca.deliveries(),
                        nsca.conditions(),
                        nsca.environment(),
                        nsca.history(),
                        nsca.nodes()),
                NscaCheckSettings.of("shop-1"),
                List.of(new NscaSenderFactory(Files.createTempDirectory("nscacheck-web-"))),
                List.of(() -> List.of(hostile)));
        engine.afterSingletonsInstantiated();
        engine.start();
        GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
        context.refresh();
        Screens screens = new Screens(
                new Screens.Parts(
                        engine::overview,
                        engine::configuration,
                        engine.senders(),
                        request -> new Actor("anna", permission),
                        "/nscacheck",
                        ZoneOffset.UTC),
                context);
        mvc = MockMvcBuilders.standaloneSetup(
                        new HomeController(screens),
                        new ChecksController(screens),
                        new ServersController(screens),
                        new AssetsController(screens))
                .build();
    }

    @AfterAll
    static void stop() {
        engine.stop();
        nsca.close();
        database.close();
    }

    @BeforeEach
    void beAdministrator() {
        permission = Permission.ADMINISTER;
    }

    private static MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }

    @Test
    void pausesAndResumesACheck() throws Exception {
        String page = "/nscacheck/checks/" + check().id();
        permission = Permission.OPERATE;
        assertThat(answer(post(page + "/pause").param("length", "4h")).getStatus())
                .isEqualTo(302);

        assertThat(check().pausedUntil())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(239)),
                        Instant.now().plus(Duration.ofMinutes(241)));
        assertThat(answer(get(page)).getContentAsString())
                .contains("paused until ", "/resume")
                .doesNotContain("/pause\"");
        // An edit says nothing about the pause, and so leaves it.
        permission = Permission.ADMINISTER;
        assertThat(answer(post(page + "/edit")
                                .param("version", String.valueOf(check().version()))
                                .param("name", "hostile")
                                .param("attempts", "3")
                                .param("retry-interval", "30s"))
                        .getStatus())
                .isEqualTo(302);
        assertThat(check().pausedUntil()).isNotNull();
        assertThat(check().confirmation()).isEqualTo(new Confirmation(3, Duration.ofSeconds(30), false));

        assertThat(answer(post(page + "/resume")).getStatus()).isEqualTo(302);
        assertThat(check().pausedUntil()).isNull();
        assertThat(answer(post(page + "/pause").param("length", "resumed")).getStatus())
                .isEqualTo(302);
        assertThat(answer(get(page)).getContentAsString()).contains("paused until resumed");
        permission = Permission.VIEW;
        assertThat(answer(post(page + "/resume")).getStatus()).isEqualTo(403);
        permission = Permission.ADMINISTER;
        answer(post(page + "/resume"));
    }

    @Test
    void namesWhatIsWrongWithTheAttempts() throws Exception {
        String edit = "/nscacheck/checks/" + check().id() + "/edit";
        assertThat(answer(post(edit)
                                .param("version", String.valueOf(check().version()))
                                .param("name", "hostile")
                                .param("retry-interval", "30s"))
                        .getContentAsString())
                .contains("The attempts must be filled in where there is a retry interval.");
        assertThat(answer(post(edit)
                                .param("version", String.valueOf(check().version()))
                                .param("name", "hostile")
                                .param("attempts", "300"))
                        .getContentAsString())
                .contains("attempts 300 are outside 1 to 100");
    }

    private static StoredCheck check() {
        return nsca.checks().findAll().stream()
                .filter(check -> check.name().equals("hostile"))
                .findFirst()
                .orElseThrow();
    }

    private static MockHttpServletRequestBuilder server(String name) {
        return post("/nscacheck/servers/new")
                .param("kind", "nsca")
                .param("version", "0")
                .param("name", name)
                .param("host", "127.0.0.1")
                .param("port", "1")
                .param("node-host-name", "shop")
                .param("secret", SECRET)
                .param("catch-up", "LATEST")
                .param("setting.encryption", "14");
    }

    @Test
    void showsWhateverAChecksSaysAsText() throws Exception {
        String page = "/nscacheck/checks/" + check().id();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(answer(get(page)).getContentAsString()).contains("CRITICAL"));
        for (String path : List.of(page, page + "/now", "/nscacheck/checks")) {
            String text = answer(get(path)).getContentAsString();
            assertThat(text).as(path).contains("&lt;script&gt;alert(").doesNotContain("<script>alert");
        }
        assertThat(answer(get(page)).getContentAsString()).contains("&lt;b&gt;").doesNotContain("<b>");
    }

    @Test
    void setsStrictHeadersOnEveryPage() throws Exception {
        for (String path : List.of("/nscacheck/checks", "/nscacheck/servers", "/nscacheck/checks/none")) {
            MockHttpServletResponse answer = answer(get(path));
            assertThat(answer.getHeader("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(answer.getHeader("Cache-Control")).as(path).isEqualTo("no-store");
        }
    }

    @Test
    void storesAServerAndNeverShowsItsSecret() throws Exception {
        MockHttpServletResponse wrong = answer(server("secret-1").param("setting.payload", "17"));
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString())
                .contains("Nothing was saved yet", "payload", "value=\"secret-1\"")
                .doesNotContain(SECRET);
        assertThat(nsca.servers().findByName("secret-1")).isEmpty();

        MockHttpServletResponse saved = answer(server("secret-1"));
        assertThat(saved.getRedirectedUrl()).isEqualTo("/nscacheck/servers?done=saved");
        Server stored = nsca.servers().findByName("secret-1").orElseThrow();
        assertThat(stored.secret()).hasToString("***").satisfies(secret -> assertThat(secret.reveal())
                .isEqualTo(SECRET));
        String form = answer(get("/nscacheck/servers/" + stored.id())).getContentAsString();
        assertThat(form).contains("A password is set").doesNotContain(SECRET);

        answer(post("/nscacheck/servers/" + stored.id())
                .param("version", String.valueOf(stored.version()))
                .param("name", "secret-1")
                .param("host", "127.0.0.2")
                .param("port", "1")
                .param("node-host-name", "shop")
                .param("secret", "")
                .param("remove-secret", "true")
                .param("setting.encryption", "0"));
        Server changed = nsca.servers().findByName("secret-1").orElseThrow();
        assertThat(changed.host()).isEqualTo("127.0.0.2");
        assertThat(changed.secret()).isNull();
    }

    @Test
    @Row(value = "R40", done = "the second form gets 409")
    void saysWhenSomebodyElseWasFaster() throws Exception {
        answer(server("twice"));
        Server stored = nsca.servers().findByName("twice").orElseThrow();
        MockHttpServletRequestBuilder edit = post("/nscacheck/servers/" + stored.id())
                .param("version", String.valueOf(stored.version()))
                .param("name", "twice")
                .param("host", "127.0.0.3")
                .param("port", "1")
                .param("node-host-name", "shop");
        assertThat(answer(edit).getStatus()).isEqualTo(302);
        MockHttpServletResponse second = answer(edit);
        assertThat(second.getStatus()).isEqualTo(409);
        assertThat(second.getContentAsString()).contains("Somebody else changed this");
    }

    private static StoredCheck second() {
        return nsca.checks().findAll().stream()
                .filter(check -> check.name().equals("second"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Row(
            value = "R40",
            done =
                    "of two edits of one check the later gets 409; the form of a check that was deleted gets 404 and brings nothing back")
    void keepsAnEditFromUndoingAnotherOrADeletion() throws Exception {
        answer(post("/nscacheck/checks/new")
                .param("method", "hostile")
                .param("name", "second")
                .param("service", "Second")
                .param("schedule", "code"));
        MockHttpServletRequestBuilder edit = post("/nscacheck/checks/" + second().id() + "/edit")
                .param("version", String.valueOf(second().version()))
                .param("name", "second")
                .param("service", "Second")
                .param("schedule", "every")
                .param("every-number", "5")
                .param("every-unit", "m");
        assertThat(answer(edit).getStatus()).isEqualTo(302);
        MockHttpServletResponse late = answer(edit);
        assertThat(late.getStatus()).isEqualTo(409);
        assertThat(late.getContentAsString()).contains("Somebody else changed this");

        assertThat(answer(post("/nscacheck/checks/" + second().id() + "/delete"))
                        .getStatus())
                .isEqualTo(302);
        assertThat(answer(edit).getStatus()).isEqualTo(404);
        assertThat(nsca.checks().findAll()).extracting(StoredCheck::name).doesNotContain("second");
    }

    @Test
    void overridesTheCodeAndFollowsItAgain() throws Exception {
        StoredCheck before = check();
        String edit = "/nscacheck/checks/" + before.id() + "/edit";
        answer(post(edit)
                .param("version", String.valueOf(before.version()))
                .param("name", "hostile")
                .param("schedule", "cron")
                .param("cron", "0 0 3 * * ?")
                .param("zone", "Europe/Paris")
                .param("allow-void", "true")
                .param("timeout", "5s"));
        StoredCheck changed = check();
        assertThat(changed.schedule()).isEqualTo(ScheduleSpec.cron("0 0 3 * * ?", "Europe/Paris"));
        assertThat(changed.allowVoid()).isTrue();
        assertThat(changed.timeout()).isEqualTo(Duration.ofSeconds(5));
        String form = answer(get(edit)).getContentAsString();
        assertThat(form).contains("0 0 3 * * ?", "Europe/Paris", "value=\"5s\"");

        MockHttpServletResponse wrong = answer(post(edit)
                .param("version", String.valueOf(changed.version()))
                .param("name", "hostile")
                .param("schedule", "cron")
                .param("cron", "0 0 25 * * ?"));
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString()).contains("0 0 25 * * ?");

        answer(post(edit)
                .param("version", String.valueOf(changed.version()))
                .param("name", "hostile")
                .param("schedule", "code"));
        assertThat(check().schedule()).isNull();
        assertThat(check().allowVoid()).isNull();
        assertThat(check().timeout()).isNull();
    }

    @Test
    void answersInWordsWhenThereIsNothing() throws Exception {
        for (String path : List.of(
                "/nscacheck/checks/00000000-0000-0000-0000-000000000000",
                "/nscacheck/servers/00000000-0000-0000-0000-000000000000",
                "/nscacheck/checks/new?method=none",
                "/nscacheck/checks/rubbish")) {
            MockHttpServletResponse answer = answer(get(path));
            assertThat(answer.getStatus()).as(path).isEqualTo(404);
            assertThat(answer.getContentAsString())
                    .as(path)
                    .contains("Not found")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void refusesWhatAPersonMayNot() throws Exception {
        String check = "/nscacheck/checks/" + check().id();
        permission = Permission.VIEW;
        assertThat(answer(get(check)).getContentAsString()).doesNotContain("<button", "Edit");
        assertThat(answer(post(check + "/run")).getStatus()).isEqualTo(403);
        assertThat(answer(post(check + "/run")
                                .param("permission", "ADMINISTER")
                                .param("actor.permission", "ADMINISTER")
                                .param("name", "root"))
                        .getStatus())
                .as("no request can say who sent it")
                .isEqualTo(403);
        permission = Permission.OPERATE;
        assertThat(answer(get(check)).getContentAsString()).contains("Run now").doesNotContain("Edit");
        assertThat(answer(post(check + "/run")).getStatus()).isEqualTo(302);
        assertThat(answer(post(check + "/delete")).getStatus()).isEqualTo(403);
        assertThat(answer(server("evil")).getStatus()).isEqualTo(403);
        assertThat(nsca.servers().findByName("evil")).isEmpty();
        assertThat(answer(post("/nscacheck/environment/confirm")).getStatus()).isEqualTo(403);
    }

    @Test
    void warnsOfACopiedDatabaseUntilAnAdministratorConfirms() throws Exception {
        String page = "/nscacheck/checks";
        assertThat(answer(get(page)).getContentAsString()).doesNotContain("Nothing is delivered");
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE nscacheck.nsca_installation SET environment = 'elsewhere'");
        }
        permission = Permission.VIEW;
        assertThat(answer(get(page)).getContentAsString())
                .contains("Nothing is delivered", "elsewhere", "production")
                .doesNotContain("Deliver from here");
        permission = Permission.ADMINISTER;
        assertThat(answer(get(page)).getContentAsString()).contains("Deliver from here");
        assertThat(answer(post("/nscacheck/environment/confirm")).getStatus()).isEqualTo(302);
        assertThat(answer(get(page)).getContentAsString()).doesNotContain("Nothing is delivered");
    }

    @Test
    @Row(
            value = "L06",
            done =
                    "a page asks again only while a run is awaited; those of settled checks and all lists ask for nothing")
    void asksAgainOnlyWhileARunIsAwaited() throws Exception {
        String page = "/nscacheck/checks/" + check().id();
        for (String path : List.of(page, "/nscacheck/checks", "/nscacheck/servers")) {
            assertThat(answer(get(path)).getContentAsString()).as(path).doesNotContain("hx-trigger=\"every");
        }
        assertThat(answer(get(page).param("after", String.valueOf(Long.MAX_VALUE)))
                        .getContentAsString())
                .contains("hx-trigger=\"every 1s\"");
    }

    @Test
    void letsABrowserKeepStyleAndScriptsForEver() throws Exception {
        String page = answer(get("/nscacheck/checks")).getContentAsString();
        Matcher asset = Pattern.compile("\"(/nscacheck/assets/[^\"]+)\"").matcher(page);
        int found = 0;
        while (asset.find()) {
            MockHttpServletResponse answer = answer(get(asset.group(1)));
            assertThat(answer.getStatus()).as(asset.group(1)).isEqualTo(200);
            assertThat(answer.getHeader("Cache-Control")).contains("immutable");
            assertThat(answer.getContentAsByteArray()).isNotEmpty();
            found++;
        }
        assertThat(found).isEqualTo(4);
        assertThat(answer(get("/nscacheck/assets/x/none.css")).getStatus()).isEqualTo(404);
    }
}
