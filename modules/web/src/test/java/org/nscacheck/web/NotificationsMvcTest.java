/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.alerting.Acknowledgement;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.notification.Severity;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.HtmlUtils;

/** The page of notifications, and what comes of what is done there: on a real database with a running engine. */
class NotificationsMvcTest {

    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);
    private static final String PAGE = "/nscacheck/notifications";
    private static final String HOSTILE = "<script>alert('x')</script>";

    private volatile boolean good = true;
    private RunningScreens running;

    @BeforeEach
    void start() throws Exception {
        running = RunningScreens.with(List.of(CheckDefinition.of(
                new CheckKey("disk"),
                "Disk",
                ScheduleSpec.every("1h"),
                context -> good
                        ? CheckResult.ok("roomy").build()
                        : CheckResult.critical(HOSTILE).build())));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return running.answer(request);
    }

    private String page() throws Exception {
        return answer(get(PAGE)).getContentAsString();
    }

    private String awaitPage(String... texts) {
        return await().until(this::page, page -> List.of(texts).stream().allMatch(page::contains));
    }

    private CheckId disk() {
        return running.nsca().stores().checks().findAll().get(0).id();
    }

    private void tellAnna() {
        running.engine()
                .administration()
                .saveServer(
                        ANNA,
                        Server.builder(ServerId.random(), "on call", CollectingNotifierFactory.KIND)
                                .address("localhost")
                                .port(25)
                                .hostName("shop")
                                .build(),
                        SecretChange.KEEP);
        running.engine()
                .policies()
                .save(ANNA, Policy.of(PolicyKind.ROUTE, "everything", Map.of("notifiers", "on call")));
    }

    private void turn(boolean toGood) {
        good = toGood;
        await().until(() -> running.engine().administration().runNow(ANNA, disk()));
    }

    /** Has the check fail, and waits until the notifier was told. */
    private void fail() {
        tellAnna();
        turn(false);
        awaitTold(Severity.FAILURE);
    }

    private void awaitTold(Severity... severities) {
        await().untilAsserted(() -> assertThat(running.people().told())
                .extracting(notification -> notification.severity())
                .containsExactly(severities));
    }

    @Test
    void saysWhatToDoNextWhereNobodyIsTold() throws Exception {
        assertThat(page()).contains("there is no notifier yet", "/notifiers/new", "Nothing is wrong.");
        running.permission = Permission.VIEW;
        assertThat(page()).contains("there is no notifier yet").doesNotContain("/notifiers/new");
        running.permission = Permission.ADMINISTER;
        tellAnna();
        Policy route =
                running.engine().policies().findAll(ANNA, PolicyKind.ROUTE).get(0);
        assertThat(page()).doesNotContain("Nobody is told");
        running.engine().policies().delete(ANNA, route.id());
        assertThat(page()).contains("no route leads to a notifier yet", "/policies/route/new");
    }

    @Test
    void leadsToThePoliciesThatAreNotInTheMenu() throws Exception {
        assertThat(page())
                .contains("/policies/route\"", "/policies/silence\"", "/policies/window\"")
                .contains("/policies/quiet-hours\"", "/policies/dependency\"");
        assertThat(answer(get("/nscacheck/checks")).getContentAsString())
                .contains("/notifications\"", "/notifiers\"", "/policies/rule\"")
                .doesNotContain("/policies/silence");
    }

    @Test
    void showsWhatIsWrongAndWhoWasTold() throws Exception {
        fail();

        String page = awaitPage("Told: problem", "told CRITICAL");

        assertThat(page)
                .contains("CRITICAL", HtmlUtils.htmlEscape(HOSTILE), "on call")
                .contains("/checks/" + disk())
                .doesNotContain("<script>alert", "Nothing is wrong.");

        turn(true);
        assertThat(awaitPage("Told: recovery")).contains("Nothing is wrong.");
        awaitTold(Severity.FAILURE, Severity.OKAY);
    }

    @Test
    void letsAnOperatorAcknowledgeAndTakeItBack() throws Exception {
        fail();
        running.permission = Permission.OPERATE;
        running.user = "olaf";
        ShownForm form =
                ShownForm.of(answer(get(URI.create(link("acknowledge\\?")))).getContentAsString());

        assertThat(answer(sent(form).param("reason", "disk <ordered>").param("length", "4h"))
                        .getRedirectedUrl())
                .endsWith(PAGE + "?done=acknowledged");

        assertThat(page()).contains("by <strong>olaf</strong>", "until <time", "disk &lt;ordered&gt;", "Take back");
        assertThat(acknowledgement().until())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(239)),
                        Instant.now().plus(Duration.ofMinutes(241)));
        answer(post(PAGE + "/unacknowledge").param("subject", disk().toString()).param("node", ""));
        assertThat(page()).doesNotContain("olaf</strong>:", "Take back");
    }

    /** What a browser sends besides what is typed. */
    private static MockHttpServletRequestBuilder sent(ShownForm form) {
        MockHttpServletRequestBuilder request = post(form.action());
        form.fields().stream()
                .filter(field -> field.type().equals("hidden"))
                .forEach(field -> request.param(field.name(), field.value()));
        return request;
    }

    private Acknowledgement acknowledgement() {
        return Objects.requireNonNull(
                running.engine().alerts().open(ANNA).get(0).memory().acknowledgement());
    }

    /** Returns the address of a link of the page. */
    private String link(String part) throws Exception {
        Matcher matcher = Pattern.compile("href=\"([^\"]*" + part + "[^\"]*)\"").matcher(page());
        assertThat(matcher.find()).isTrue();
        return HtmlUtils.htmlUnescape(matcher.group(1));
    }

    @Test
    void acknowledgesForAsLongAsTheProblemLasts() throws Exception {
        fail();
        answer(post(PAGE + "/acknowledge").param("subject", disk().toString()).param("length", "problem"));

        assertThat(acknowledgement().until()).isNull();
        assertThat(page()).contains("until it ends");
    }

    @Test
    void namesWhatIsWrongWithAnAcknowledgement() throws Exception {
        fail();
        MockHttpServletResponse refused = answer(post(PAGE + "/acknowledge")
                .param("subject", disk().toString())
                .param("reason", "x".repeat(1001))
                .param("length", "for ever"));

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("href=\"#reason\"", "href=\"#length\"");
        turn(true);
        awaitPage("Nothing is wrong.");
        assertThat(answer(post(PAGE + "/acknowledge").param("subject", disk().toString()))
                        .getStatus())
                .isEqualTo(422);
        assertThat(answer(get(PAGE + "/acknowledge").param("subject", disk().toString()))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void holdsTheNextProblemBackByASilenceAndSaysWhy() throws Exception {
        fail();
        running.permission = Permission.OPERATE;
        ShownForm form =
                ShownForm.of(answer(get(URI.create(link("silence/new\\?")))).getContentAsString());
        assertThat(form.values().get("setting.check")).containsExactly("disk");
        MockHttpServletRequestBuilder request = post(form.action());
        form.values().forEach((name, values) -> {
            if (!name.equals("setting.reason")) {
                request.param(name, values.get(0));
            }
        });
        assertThat(answer(request.param("setting.reason", "new <disk>")).getRedirectedUrl())
                .endsWith("/policies/silence?done=saved");
        turn(true);
        await().until(() ->
                running.engine().alerts().open(ANNA).get(0).condition().severity() == Severity.OKAY);
        turn(false);

        assertThat(awaitPage("Held back: silenced"))
                .contains("not sent: silenced until", "by anna", "new &lt;disk&gt;")
                .doesNotContain("new <disk>");
        assertThat(running.people().told()).hasSize(1);
    }

    @Test
    void answersWhoWouldGetAProblem() throws Exception {
        tellAnna();
        running.permission = Permission.VIEW;
        assertThat(answer(get(PAGE).param("check", "disk").param("severity", "FAILURE"))
                        .getContentAsString())
                .contains("everything", "matches", "on call");
        running.engine()
                .policies()
                .save(
                        ANNA,
                        Policy.of(PolicyKind.ROUTE, "nights", Map.of("notifiers", "on call", "severities", "warning")));
        assertThat(answer(get(PAGE)
                                .param("check", "disk")
                                .param("severity", "FAILURE")
                                .param("at", "2026-03-01T22:00:00Z"))
                        .getContentAsString())
                .contains("nights", "does not match: it is for [WARNING], not FAILURE");
    }

    @Test
    void namesWhatIsWrongWithTheQuestion() throws Exception {
        MockHttpServletResponse unknown = answer(get(PAGE).param("check", "dis<k"));
        assertThat(unknown.getStatus()).isEqualTo(422);
        assertThat(unknown.getContentAsString())
                .contains("&#39;dis&lt;k&#39; is no check, known are [disk]")
                .doesNotContain("dis<k");
        assertThat(answer(get(PAGE).param("check", "disk").param("at", "soon").param("severity", "some"))
                        .getContentAsString())
                .contains("&#39;soon&#39; is not possible", "&#39;some&#39; is not one of");
        assertThat(answer(get(PAGE).param("check", "")).getStatus()).isEqualTo(422);
    }

    @Test
    void letsNobodyButOperatorsAcknowledge() throws Exception {
        fail();
        running.permission = Permission.VIEW;

        assertThat(page()).contains("CRITICAL").doesNotContain("Acknowledge…", "Silence…");
        String subject = disk().toString();
        assertThat(answer(get(PAGE + "/acknowledge").param("subject", subject)).getStatus())
                .isEqualTo(403);
        assertThat(answer(post(PAGE + "/acknowledge").param("subject", subject)).getStatus())
                .isEqualTo(403);
        assertThat(answer(post(PAGE + "/unacknowledge").param("subject", subject))
                        .getStatus())
                .isEqualTo(403);
        assertThat(answer(get("/nscacheck/policies/silence/new")).getStatus()).isEqualTo(403);
        assertThat(running.engine().alerts().open(ANNA).get(0).memory().acknowledgement())
                .isNull();
    }
}
