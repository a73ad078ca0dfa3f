/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.Parameter;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What the page of a check says of its settings and its delivery, to everybody who may see it. */
class CheckPageMvcTest {

    /** Queues of the shop. */
    enum Queue {
        ORDERS,
        MAILS
    }

    private static RunningScreens running;

    @BeforeAll
    static void start() throws Exception {
        CheckDefinition queue = CheckDefinition.of(
                        new CheckKey("queue"), "Queue", ScheduleSpec.every("12mo"), context -> CheckResult.ok("fine")
                                .build())
                .toBuilder()
                .parameters(List.of(new Parameter("queue", Queue.class, "MAILS", null, null, List.of(), "")))
                .build();
        running = RunningScreens.with(List.of(queue));
        running.nsca()
                .stores()
                .servers()
                .save(
                        Server.builder("closed", "nsca")
                                .address("127.0.0.1")
                                .port(1)
                                .hostName("shop")
                                .settings(Map.of("connect-timeout", "300ms"))
                                .build(),
                        SecretChange.KEEP);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void beAdministrator() {
        running.permission = Permission.ADMINISTER;
    }

    private static String page(MockHttpServletRequestBuilder request) throws Exception {
        return running.answer(request).getContentAsString();
    }

    private static String path() {
        return "/nscacheck/checks/"
                + running.nsca().stores().checks().findAll().stream()
                        .filter(check -> check.name().equals("queue"))
                        .map(StoredCheck::id)
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void showsItsSettingsToAViewer() throws Exception {
        running.permission = Permission.VIEW;
        assertThat(page(get(path())).replaceAll("\\s+", " ").replaceAll("<[^>]*>", ""))
                .contains(
                        "closed as shop/Queue",
                        "a state other than OK counts at once",
                        "Time limit",
                        "queue MAILS (as in the code)");
    }

    @Test
    void offersTheConstantsOfAnEnum() throws Exception {
        assertThat(page(get(path() + "/edit")))
                .contains("<select id=\"argument.queue\"", ">ORDERS</option>", ">MAILS</option>");
    }

    @Test
    void saysWhyAResultWaitsThatNobodyHasTriedToSend() throws Exception {
        Pattern cause = Pattern.compile("Failing: [^<]+; next try ");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            running.answer(post(path() + "/run"));
            assertThat(page(get(path()))).contains("/nscacheck/servers/").containsPattern(cause);
        });
    }

    @Test
    void saysThatSomethingWasDeletedOnlyToWhoeverDeletedIt() throws Exception {
        assertThat(page(get("/nscacheck/servers?done=deleted"))).doesNotContain("Deleted.");
        Server doomed = running.nsca()
                .stores()
                .servers()
                .save(
                        Server.builder("doomed", "nsca")
                                .address("127.0.0.1")
                                .port(1)
                                .hostName("doomed")
                                .active(false)
                                .build(),
                        SecretChange.KEEP);
        MockHttpServletResponse answer = running.answer(post("/nscacheck/servers/" + doomed.id() + "/delete"));

        assertThat(answer.getRedirectedUrl()).endsWith("?done=deleted");
        Cookie cookie = answer.getCookie("nscacheck-done");
        assertThat(cookie).isNotNull();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(page(get("/nscacheck/servers?done=deleted").cookie(cookie))).contains("Deleted.");
        assertThat(page(get("/nscacheck/servers?done=confirmed").cookie(cookie)))
                .doesNotContain("Confirmed:");
    }
}
