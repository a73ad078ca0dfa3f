/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.Confirmation;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Server;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.testkit.matrix.Row;
import org.slf4j.LoggerFactory;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The pages without a browser: what they answer to whom, on a real database with a running engine. */
class ScreensMvcTest {

    private static final String HOSTILE = "<script>alert('x')</script> & \"quoted\"";
    private static final String SECRET = "canary-5Kz-password";

    private static RunningScreens running;
    private static NscaDatabase nsca;

    @BeforeAll
    static void start() throws Exception {
        CheckDefinition hostile = CheckDefinition.of(
                new CheckKey("hostile"), "Hostile", ScheduleSpec.every("1h"), context -> CheckResult.critical(HOSTILE)
                        .perf("<b>", 1)
                        .longOutput(HOSTILE)
                        .build());
        running = RunningScreens.with(List.of(hostile));
        nsca = running.nsca();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void beAdministrator() {
        running.permission = Permission.ADMINISTER;
    }

    private static MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return running.answer(request);
    }

    @Test
    void pausesAndResumesACheck() throws Exception {
        String page = "/nscacheck/checks/" + check().id();
        running.permission = Permission.OPERATE;
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
        running.permission = Permission.ADMINISTER;
        assertThat(answer(post(page + "/edit")
                                .param("version", String.valueOf(check().version()))
                                .param("name", "hostile")
                                .param("attempts", "3")
                                .param("retry-interval", "30s"))
                        .getStatus())
                .isEqualTo(302);
        assertThat(check().pausedUntil()).isNotNull();
        assertThat(check().settings().confirmation()).isEqualTo(new Confirmation(3, Duration.ofSeconds(30), false));

        assertThat(answer(post(page + "/resume")).getStatus()).isEqualTo(302);
        assertThat(check().pausedUntil()).isNull();
        assertThat(answer(post(page + "/pause").param("length", "resumed")).getStatus())
                .isEqualTo(302);
        assertThat(answer(get(page)).getContentAsString()).contains("paused until resumed");
        running.permission = Permission.VIEW;
        assertThat(answer(post(page + "/resume")).getStatus()).isEqualTo(403);
        running.permission = Permission.ADMINISTER;
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
                .contains("The attempts must be filled in if there is a retry interval.");
        assertThat(answer(post(edit)
                                .param("version", String.valueOf(check().version()))
                                .param("name", "hostile")
                                .param("attempts", "300"))
                        .getContentAsString())
                .contains("attempts 300 are outside 1 to 100");
    }

    private static StoredCheck check() {
        return nsca.stores().checks().findAll().stream()
                .filter(check -> check.name().equals("hostile"))
                .findFirst()
                .orElseThrow();
    }

    private static MockHttpServletRequestBuilder server(String name) {
        return server(name, SECRET);
    }

    private static MockHttpServletRequestBuilder server(String name, String secret) {
        return post("/nscacheck/servers/new")
                .param("kind", "nsca")
                .param("version", "0")
                .param("name", name)
                .param("host", "127.0.0.1")
                .param("port", "1")
                .param("node-host-name", "shop")
                .param("secret", secret)
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

    private static MockHttpServletRequestBuilder edit(Server stored, int port, String encryption) {
        return post("/nscacheck/servers/" + stored.id())
                .param("version", String.valueOf(stored.version()))
                .param("name", stored.name())
                .param("host", "127.0.0.1")
                .param("port", String.valueOf(port))
                .param("node-host-name", "shop")
                .param("setting.encryption", encryption);
    }

    @Test
    @Row(
            value = "R57",
            done = "a form with another port, another address or weaker encryption and no password: nothing is stored")
    void keepsAPasswordFromWhoDoesNotKnowIt() throws Exception {
        assertThat(answer(server("kept")).getStatus()).isEqualTo(302);
        Server stored = nsca.stores().servers().findByName("kept").orElseThrow();

        for (MockHttpServletRequestBuilder request : List.of(
                edit(stored, 2, "14"),
                edit(stored, 1, "1"),
                edit(stored, 1, "14").param("setting.transport", "program"))) {
            MockHttpServletResponse refused = answer(request.param("secret", ""));
            assertThat(refused.getStatus()).isEqualTo(422);
            assertThat(refused.getContentAsString()).contains("href=\"#secret\"", "typed again");
        }
        assertThat(nsca.stores().servers().find(stored.id())).hasValue(stored);

        assertThat(answer(edit(stored, 1, "14").param("setting.read-timeout", "4s"))
                        .getStatus())
                .isEqualTo(302);
        Server later = nsca.stores().servers().find(stored.id()).orElseThrow();
        assertThat(later.secret()).isEqualTo(stored.secret());
        assertThat(answer(edit(later, 2, "1").param("secret", "another")).getStatus())
                .isEqualTo(302);
    }

    @Test
    @Row(value = "R57", done = "the password in a file of send_nsca goes to who types it, and is not stored")
    void readsAPasswordFromAFileForWhoKnowsIt() throws Exception {
        Path file = Files.writeString(
                Files.createTempDirectory("nscacheck-web-").resolve("send_nsca.cfg"),
                "password=" + SECRET + "\nencryption_method=14\n");
        for (String guess : List.of("", "guessed")) {
            MockHttpServletResponse refused =
                    answer(server("from-file", guess).param("setting.config-file", file.toString()));
            assertThat(refused.getStatus()).isEqualTo(422);
            assertThat(refused.getContentAsString())
                    .contains("href=\"#secret\"")
                    .doesNotContain(SECRET);
        }
        assertThat(answer(server("from-file").param("setting.config-file", file.toString()))
                        .getStatus())
                .isEqualTo(302);
        assertThat(nsca.stores().servers().findByName("from-file").orElseThrow().secret())
                .isNull();
    }

    @Test
    void saysAtItsFieldWhatCannotBeStored() throws Exception {
        Map<String, Map<String, String>> hostile = Map.of(
                "name", Map.of("NUL", "a\0b", "long", "n".repeat(1 << 20)),
                "host",
                        Map.of(
                                "long", "h".repeat(1 << 20),
                                "URL", "http://user@127.0.0.1/",
                                "socket", "/var/run/x.sock",
                                "NUL", "a\0b"),
                "node-host-name", Map.of("long", "n".repeat(1 << 20), "NUL", "a\0b"),
                "setting.program", Map.of("NUL", "/usr/sbin/send_nsca\0", "long", "p".repeat(1 << 20)));
        for (String field : hostile.keySet()) {
            for (Map.Entry<String, String> value : hostile.get(field).entrySet()) {
                String what = field + " " + value.getKey();
                MockHttpServletResponse answer = answer(serverWith(field, value.getValue()));
                assertThat(answer.getStatus()).as(what).isEqualTo(422);
                assertThat(answer.getContentAsString()).as(what).contains("href=\"#" + field + "\"");
            }
        }
        assertThat(nsca.stores().servers().findByName("hostile input")).isEmpty();
        MockHttpServletResponse answer = answer(post("/nscacheck/checks/" + check().id() + "/edit")
                .param("version", String.valueOf(check().version()))
                .param("name", "hostile")
                .param("schedule", "cron")
                .param("cron", "0,".repeat(100_000) + "0 * * * * ?"));
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString()).contains("href=\"#cron\"");
    }

    private static MockHttpServletRequestBuilder serverWith(String field, String value) {
        Map<String, String> typed = new HashMap<>(Map.of(
                "kind", "nsca",
                "version", "0",
                "name", "hostile input",
                "host", "127.0.0.1",
                "port", "1",
                "node-host-name", "shop",
                "catch-up", "LATEST",
                "setting.encryption", "14"));
        typed.put(field, value);
        MockHttpServletRequestBuilder request = post("/nscacheck/servers/new");
        typed.forEach(request::param);
        return request;
    }

    @Test
    void storesAServerAndNeverShowsItsSecret() throws Exception {
        MockHttpServletResponse wrong = answer(server("secret-1").param("setting.payload", "17"));
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString())
                .contains("Nothing was saved yet", "payload", "value=\"secret-1\"")
                .doesNotContain(SECRET);
        assertThat(nsca.stores().servers().findByName("secret-1")).isEmpty();

        MockHttpServletResponse saved = answer(server("secret-1"));
        assertThat(saved.getRedirectedUrl()).isEqualTo("/nscacheck/servers?done=saved");
        Server stored = nsca.stores().servers().findByName("secret-1").orElseThrow();
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
        Server changed = nsca.stores().servers().findByName("secret-1").orElseThrow();
        assertThat(changed.address()).isEqualTo("127.0.0.2");
        assertThat(changed.secret()).isNull();
    }

    @Test
    @Row(value = "R40", done = "the second form gets 409")
    void saysWhenSomebodyElseWasFaster() throws Exception {
        answer(server("twice"));
        Server stored = nsca.stores().servers().findByName("twice").orElseThrow();
        MockHttpServletRequestBuilder edit = post("/nscacheck/servers/" + stored.id())
                .param("version", String.valueOf(stored.version()))
                .param("name", "twice")
                .param("host", "127.0.0.3")
                .param("port", "1")
                .param("secret", SECRET)
                .param("node-host-name", "shop");
        running.user = "berta";
        assertThat(answer(edit).getStatus()).isEqualTo(302);
        running.user = "anna";
        MockHttpServletResponse second = answer(post("/nscacheck/servers/" + stored.id())
                .param("version", String.valueOf(stored.version()))
                .param("name", "twice")
                .param("host", "127.0.0.4")
                .param("port", "1")
                .param("node-host-name", "shop"));
        assertThat(second.getStatus()).isEqualTo(409);
        assertThat(second.getContentAsString())
                .containsPattern("<span>berta changed this at \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d Z,</span>")
                .contains("Save over it", "value=\"127.0.0.4\"", "<td>127.0.0.3</td>");
        // Sent once more, it is stored over the other.
        ShownForm again = ShownForm.of(second.getContentAsString());
        MockHttpServletRequestBuilder over = post(again.action());
        again.values().forEach((name, values) -> over.param(name, values.get(0)));
        assertThat(answer(over.param("secret", SECRET)).getStatus()).isIn(302, 422);
    }

    private static StoredCheck second() {
        return nsca.stores().checks().findAll().stream()
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
        assertThat(late.getContentAsString()).contains("anna changed this at ");

        assertThat(answer(post("/nscacheck/checks/" + second().id() + "/delete"))
                        .getStatus())
                .isEqualTo(302);
        assertThat(answer(edit).getStatus()).isEqualTo(404);
        assertThat(nsca.stores().checks().findAll())
                .extracting(StoredCheck::name)
                .doesNotContain("second");
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
        assertThat(changed.settings().schedule()).isEqualTo(ScheduleSpec.cron("0 0 3 * * ?", "Europe/Paris"));
        assertThat(changed.settings().noResult().allowVoid()).isTrue();
        assertThat(changed.settings().timeout()).isEqualTo(Duration.ofSeconds(5));
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
        assertThat(check().settings().schedule()).isNull();
        assertThat(check().settings().noResult().allowVoid()).isNull();
        assertThat(check().settings().timeout()).isNull();
    }

    @Test
    void setsTheRunbookOfACheckAndShowsItAsALink() throws Exception {
        StoredCheck before = check();
        String page = "/nscacheck/checks/" + before.id();
        MockHttpServletResponse wrong = answer(post(page + "/edit")
                .param("version", String.valueOf(before.version()))
                .param("name", "hostile")
                .param("schedule", "code")
                .param("runbook", "javascript:alert(1)"));
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString()).contains("is not a link that begins with http:// or https://");

        String link = "https://wiki.example.net/mails?a=1&b=<2>";
        answer(post(page + "/edit")
                .param("version", String.valueOf(before.version()))
                .param("name", "hostile")
                .param("schedule", "code")
                .param("runbook", link));
        assertThat(check().settings().runbook()).isEqualTo(link);
        String escaped = link.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        assertThat(answer(get(page)).getContentAsString())
                .contains("<a rel=\"noopener\" href=\"" + escaped + "\">" + escaped + "</a>");
        assertThat(answer(get(page + "/edit")).getContentAsString()).contains("value=\"" + escaped + "\"");
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
        running.permission = Permission.VIEW;
        assertThat(answer(get(check)).getContentAsString()).doesNotContain("<button", "Edit");
        assertThat(answer(post(check + "/run")).getStatus()).isEqualTo(403);
        assertThat(answer(post(check + "/run")
                                .param("permission", "ADMINISTER")
                                .param("actor.permission", "ADMINISTER")
                                .param("name", "root"))
                        .getStatus())
                .as("no request can say who sent it")
                .isEqualTo(403);
        running.permission = Permission.OPERATE;
        assertThat(answer(get(check)).getContentAsString()).contains("Run now").doesNotContain("Edit");
        assertThat(answer(post(check + "/run")).getStatus()).isEqualTo(302);
        assertThat(answer(post(check + "/delete")).getStatus()).isEqualTo(403);
        assertThat(answer(server("evil")).getStatus()).isEqualTo(403);
        assertThat(nsca.stores().servers().findByName("evil")).isEmpty();
        assertThat(answer(post("/nscacheck/environment/confirm")).getStatus()).isEqualTo(403);
    }

    @Test
    void warnsOfACopiedDatabaseUntilAnAdministratorConfirms() throws Exception {
        String page = "/nscacheck/checks";
        assertThat(answer(get(page)).getContentAsString()).doesNotContain("Nothing is delivered");
        try (Connection connection = running.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE nscacheck.nsca_installation SET environment = 'elsewhere'");
        }
        running.permission = Permission.VIEW;
        assertThat(answer(get(page)).getContentAsString())
                .contains("Nothing is delivered", "elsewhere", "production")
                .doesNotContain("Deliver from here");
        running.permission = Permission.ADMINISTER;
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

    @Test
    void writesNoPasswordIntoTheLogOfTheFramework() throws Exception {
        Logger web = (Logger) LoggerFactory.getLogger("org.springframework");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        web.addAppender(lines);
        web.setLevel(Level.TRACE);
        try {
            answer(server("traced"));
            answer(server("traced").param("port", "70000"));
        } finally {
            web.setLevel(null);
            web.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("Arguments: ["))
                .noneMatch(line -> line.contains(SECRET));
    }

    @Test
    @Row(value = "B04", done = "the screens show marks of writing direction by their numbers; forms keep them")
    void showsMarksOfWritingDirectionByTheirNumbers() throws Exception {
        String name = "gpj\u202eexe\u2066";
        answer(server(name));
        Server stored = nsca.stores().servers().findByName(name).orElseThrow();
        assertThat(answer(get("/nscacheck/servers")).getContentAsString()).contains(">gpj[U+202E]exe[U+2066]</a>");
        String form = answer(get("/nscacheck/servers/" + stored.id())).getContentAsString();
        assertThat(ShownForm.of(form).values()).containsEntry("name", List.of(name));
    }

    @Test
    void saysBeforeThatAServerCannotBeDeletedAndWhy() throws Exception {
        answer(server("named"));
        Server stored = nsca.stores().servers().findByName("named").orElseThrow();
        String page = "/nscacheck/servers/" + stored.id() + "/delete";
        assertThat(answer(get(page)).getContentAsString()).contains(">Delete</button>");
        answer(post("/nscacheck/checks/new")
                .param("method", "hostile")
                .param("name", "reporter")
                .param("service", "Reporter")
                .param("servers", "named"));
        assertThat(answer(get(page)).getContentAsString())
                .contains("cannot be deleted while", "the check &#39;reporter&#39;", "inactive")
                .doesNotContain(">Delete</button>");
        assertThat(nsca.stores().servers().findByName("named")).isPresent();
    }

    @Test
    @Row(value = "R66", done = "what has expired is counted on the page of the servers")
    void countsWhatHasExpiredForAServer() throws Exception {
        answer(server("expiring"));
        try (Connection connection = running.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO nscacheck.nsca_delivery (server_id, host, service, check_id, node, claim_no,"
                    + " status, changed, message, long_output, perf_data, at, state, created_at, ended_at)"
                    + " SELECT id, 'h', 's', id, '', i, 0, true, 'm', '', '{}', now(), 'EXPIRED', now(), now()"
                    + " FROM nscacheck.nsca_server, generate_series(1, 7) i WHERE name = 'expiring'");
        }

        assertThat(answer(get("/nscacheck/servers")).getContentAsString())
                .contains("/nscacheck/delivery?tab=recent&amp;state=expired&amp;server=", ">7 expired in 24 h</a>");
    }
}
