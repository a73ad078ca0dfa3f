/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

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
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The test of a connection on the form of a server, before the first save and after it, against Debian's daemon. */
class TestConnectionMvcTest {

    private static final String NEW = "/nscacheck/servers/new/test";
    private static final String SECRET = "canary-7Qx-password";

    private static RunningScreens running;
    private static int users;

    @BeforeAll
    static void start() throws Exception {
        running = RunningScreens.with(List.of(CheckDefinition.of(
                new CheckKey("yearly"), "Yearly", ScheduleSpec.every("12mo"), context -> CheckResult.ok("fine")
                        .build())));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void beAnotherAdministrator() {
        running.permission = Permission.ADMINISTER;
        running.user = "admin-" + users++;
    }

    private static MockHttpServletRequestBuilder typed(String path, int port, String secret) {
        return post(path)
                .param("version", "0")
                .param("kind", "nsca")
                .param("name", "nagios")
                .param("host", "127.0.0.1")
                .param("port", String.valueOf(port))
                .param("node-host-name", "shop")
                .param("secret", secret)
                .param("setting.encryption", "14");
    }

    private static String page(MockHttpServletRequestBuilder request, int status) throws Exception {
        MockHttpServletResponse answer = running.answer(request);
        assertThat(answer.getStatus()).isEqualTo(status);
        return answer.getContentAsString();
    }

    private static NscaDaemon daemon() {
        return NscaDaemon.builder().password(SECRET).method(14).start();
    }

    @Test
    void testsAServerBeforeItIsSavedAndAsksForTheMark() throws Exception {
        try (NscaDaemon daemon = daemon()) {
            String page = page(typed(NEW, daemon.port(), SECRET), 200);

            assertThat(page)
                    .contains(
                            "Greeting",
                            "password and encryption method are right",
                            "value=\"nagios\"",
                            "save the server")
                    .contains(
                            "type it once more",
                            "service_description nscacheck-test",
                            "<form method=\"post\" action=\"/nscacheck/servers/new\"")
                    .doesNotContain(SECRET);
            Matcher mark = Pattern.compile("marked <strong>(\\w{4})</strong>").matcher(page);
            assertThat(mark.find()).isTrue();
            assertThat(daemon.awaitResults(1).get(0).output()).startsWith("Test " + mark.group(1) + " of nscacheck");
            assertThat(running.nsca().stores().servers().findByName("nagios")).isEmpty();
        }
    }

    @Test
    void namesAWrongPasswordBeforeTheFirstSave() throws Exception {
        try (NscaDaemon daemon = daemon()) {
            assertThat(page(typed(NEW, daemon.port(), SECRET + "x").header("HX-Request", "true"), 200))
                    .contains(
                            "The test failed at the step", "password or encryption method are not its own", "password=")
                    .doesNotContain(SECRET, "<html", "type it once more");
        }
    }

    @Test
    void namesTheFaultsOfAFormInsteadOfTestingIt() throws Exception {
        assertThat(page(typed(NEW, 1, SECRET).param("max-age", "soon"), 422))
                .contains("Nothing was tested yet", "href=\"#max-age\"")
                .doesNotContain(SECRET, "Test of the connection");
    }

    @Test
    void testsAStoredServerWithItsStoredPasswordUnlessItGoesElsewhere() throws Exception {
        try (NscaDaemon daemon = daemon();
                NscaDaemon other = daemon()) {
            Server stored = running.nsca()
                    .stores()
                    .servers()
                    .save(
                            Server.builder("stored", "nsca")
                                    .address("127.0.0.1")
                                    .port(daemon.port())
                                    .hostName("shop")
                                    .settings(Map.of("encryption", "14"))
                                    .build(),
                            SecretChange.set(Secret.of(SECRET)));
            String path = "/nscacheck/servers/" + stored.id();

            assertThat(page(typed(path + "/test", daemon.port(), ""), 200))
                    .contains("password and encryption method are right", path + "/seen");
            assertThat(page(typed(path + "/test", other.port(), ""), 422)).contains("must be typed again");
            assertThat(other.results()).isEmpty();

            assertThat(running.answer(post(path + "/seen").param("mark", "K7QW"))
                            .getRedirectedUrl())
                    .endsWith("done=seen");
            assertThat(running.answer(post(path + "/seen").param("mark", "x y\n"))
                            .getStatus())
                    .isEqualTo(422);
            running.nsca().stores().servers().delete(stored.id());
        }
    }

    @Test
    void saysInWordsWhenSomebodyTestsTooOften() throws Exception {
        for (int i = 0; i < 6; i++) {
            assertThat(page(typed(NEW, 1, SECRET), 200)).contains("Connection refused: nothing listens on port 1");
        }
        assertThat(page(typed(NEW, 1, SECRET), 422))
                .contains("At most 6 tests of connections a minute are possible: repeat it in ")
                .doesNotContain("Connection refused");
        running.user = "somebody else";
        assertThat(page(typed(NEW, 1, SECRET), 200)).contains("Connection refused");
    }

    @Test
    void letsNobodyTestButAdministrators() throws Exception {
        running.permission = Permission.OPERATE;
        page(typed(NEW, 1, SECRET), 403);
    }

    @Test
    void runsTheChecksOfAServerByOneClick() throws Exception {
        Server stored = running.nsca()
                .stores()
                .servers()
                .save(
                        Server.builder("fresh", "nsca")
                                .address("127.0.0.1")
                                .port(1)
                                .hostName("fresh")
                                .build(),
                        SecretChange.KEEP);
        running.permission = Permission.OPERATE;
        String path = "/nscacheck/servers/" + stored.id() + "/run";
        assertThat(page(get("/nscacheck/servers"), 200)).contains("Nothing sent yet", "action=\"" + path + "\"");
        assertThat(running.answer(post(path)).getRedirectedUrl()).endsWith("/servers?done=run-several");
        running.permission = Permission.VIEW;
        assertThat(page(get("/nscacheck/servers"), 200)).doesNotContain(path);
        page(post(path), 403);
        running.nsca().stores().servers().delete(stored.id());
    }
}
