/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What a check would do, before anything is recorded, sent or saved. */
class TryOutMvcTest {

    private static RunningScreens running;
    private static int users;

    @BeforeAll
    static void start() throws Exception {
        running = RunningScreens.with(List.of(
                CheckDefinition.of(
                        new CheckKey("mails"), "Mails", ScheduleSpec.every("12mo"), context -> CheckResult.warning(
                                        "7 <b>mails</b>")
                                .perf("unsent", 7)
                                .build()),
                CheckDefinition.of(new CheckKey("long"), "Long", ScheduleSpec.every("12mo"), context -> CheckResult.ok(
                                "x".repeat(600))
                        .build())));
        running.nsca()
                .stores()
                .servers()
                .save(
                        Server.builder("old nagios", "nsca")
                                .address("127.0.0.1")
                                .port(1)
                                .hostName("shop")
                                .settings(Map.of("payload", "512"))
                                .build(),
                        SecretChange.KEEP);
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

    private static String page(MockHttpServletRequestBuilder request, int status) throws Exception {
        MockHttpServletResponse answer = running.answer(request);
        assertThat(answer.getStatus()).isEqualTo(status);
        return answer.getContentAsString();
    }

    private static StoredCheck check(String name) {
        return running.nsca().stores().checks().findAll().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static MockHttpServletRequestBuilder typed(String what) {
        return post("/nscacheck/checks/form/" + what)
                .param("method", "mails")
                .param("id", "")
                .param("version", "0")
                .param("name", "typed");
    }

    @Test
    void showsTheResultAndTheExactTextForEachServer() throws Exception {
        running.permission = Permission.OPERATE;
        String page = page(post("/nscacheck/checks/" + check("mails").id() + "/try"), 200);

        assertThat(page)
                .contains(
                        "Nothing was recorded, and nothing was sent", "WARNING", "7 &lt;b&gt;mails&lt;/b&gt;|unsent=7")
                .contains("old nagios", "as shop/Mails", "23 of at most 511 bytes")
                .doesNotContain("<b>mails");
        running.permission = Permission.VIEW;
        page(post("/nscacheck/checks/" + check("mails").id() + "/try"), 403);
    }

    @Test
    void saysWhatWouldBeCut() throws Exception {
        assertThat(page(post("/nscacheck/checks/" + check("long").id() + "/try").header("HX-Request", "true"), 200))
                .contains("511 of at most 511 bytes", "cut, only 511 bytes can be sent")
                .doesNotContain("<html");
    }

    @Test
    void triesACheckAsItIsTypedAndSavesNothing() throws Exception {
        assertThat(page(typed("try"), 200)).contains("as shop/Mails", "7 &lt;b&gt;mails");
        assertThat(page(typed("try").param("service", "Other"), 200)).contains("as shop/Other");
        assertThat(page(typed("try").param("timeout", "soon"), 200))
                .contains("Nothing was run yet", "href=\"#timeout\"")
                .doesNotContain("Result of the trial");
        assertThat(running.nsca().stores().checks().findAll())
                .extracting(StoredCheck::name)
                .doesNotContain("typed");
        running.permission = Permission.OPERATE;
        page(typed("try"), 403);
    }

    @Test
    void saysInWordsWhenSomebodyTriesTooOften() throws Exception {
        for (int i = 0; i < 10; i++) {
            page(typed("try"), 200);
        }
        assertThat(page(typed("try"), 200)).contains("At most 10 runs on trial a minute are possible: repeat it in ");
    }

    @Test
    void saysAScheduleInWordsWithItsNextRunsAndWhatDaylightSavingDoes() throws Exception {
        String page = page(
                typed("schedule")
                        .param("schedule", "cron")
                        .param("cron", "0 30 2 * * ?")
                        .param("zone", "Europe/Paris"),
                200);

        assertThat(page)
                .contains(
                        "at 02:30, Europe/Paris",
                        "Longest gap: 1 day",
                        "02:30:00 does not exist that day; the run is at 03:00:00")
                .contains("02:30:00 comes twice that day; the run is at the first");
        assertThat(page.split("<time ", -1)).hasSize(6);
        assertThat(page(typed("schedule").param("schedule", "cron").param("cron", "0 0 0 30 2 ?"), 200))
                .contains("never fires");
        assertThat(page(typed("schedule").param("schedule", "cron").param("cron", "0 61 * * * ?"), 200))
                .contains("This is no schedule yet", "href=\"#cron\"", "0 61 * * * ?");
    }

    @Test
    void showsTheNextRunsOnThePageAndTheFormOfACheck() throws Exception {
        String path = "/nscacheck/checks/" + check("mails").id();
        assertThat(page(get(path), 200)).contains("<summary>Next runs</summary>", "Longest gap: ", "every 12 months, ");
        assertThat(page(get(path + "/edit"), 200)).contains("Show next runs", "/checks/form/try");
    }

    @Test
    void namesAFaultyCronExpressionTogetherWithAllOtherFaults() throws Exception {
        String path = "/nscacheck/checks/" + check("mails").id() + "/edit";
        assertThat(page(
                        post(path)
                                .param("version", String.valueOf(check("mails").version()))
                                .param("name", "")
                                .param("schedule", "cron")
                                .param("cron", "0 61 * * * ?"),
                        422))
                .contains("href=\"#name\"", "href=\"#cron\"");
    }
}
