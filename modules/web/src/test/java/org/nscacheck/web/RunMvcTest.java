/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Parameter;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;

/** A run explained, on a real database with an engine whose server cannot be reached. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunMvcTest {

    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);

    private static RunningScreens running;

    @BeforeAll
    static void start() throws Exception {
        running = RunningScreens.with(List.of(
                CheckDefinition.of(
                                new CheckKey("mail"),
                                "Mail",
                                ScheduleSpec.every("12mo"),
                                context -> CheckResult.warning("7 mails <i>")
                                        .perf("unsent", 7)
                                        .longOutput("first\nsecond")
                                        .build())
                        .toBuilder()
                        .parameters(List.of(
                                new Parameter("limit", int.class, "5", "1", "100", List.of(), "most mails"),
                                new Parameter("apiToken", String.class, "canary-5Q", null, null, List.of(), "")))
                        .build(),
                CheckDefinition.of(new CheckKey("broken"), "Broken", ScheduleSpec.every("12mo"), context -> {
                    throw new IllegalStateException("no database");
                })));
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
                        SecretChange.KEEP,
                        "anna");
        running.engine().administration().scheduleThisNode();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void beAdministrator() {
        running.permission = Permission.ADMINISTER;
    }

    private static StoredCheck check(String key) {
        return running.nsca().stores().checks().findAll().stream()
                .filter(stored -> stored.key().value().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<RecordedRun> runs(CheckId id) {
        return running.nsca().stores().summaries().runs(id, 10);
    }

    private static String page(String path) throws Exception {
        return running.answer(get(path)).getContentAsString().replaceAll("\\s+", " ");
    }

    private static String text(String page) {
        return page.replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
    }

    /** Runs a check, and returns the address that its page has for the explanation of that run. */
    private static String run(String key) throws Exception {
        CheckId id = check(key).id();
        int before = runs(id).size();
        await().until(() -> running.engine().administration().runNow(ANNA, id));
        await().atMost(Duration.ofSeconds(10)).until(() -> runs(id).size() > before);
        Matcher link = Pattern.compile("href=\"(/nscacheck/checks/" + id + "/runs/\\d+-\\d+)\" aria-label=\"Explain")
                .matcher(page("/nscacheck/checks/" + id));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    /** The administration plans anew, so that the server is told from here on. */
    private static StoredCheck save(Map<String, String> arguments) {
        StoredCheck mail = check("mail");
        return running.engine()
                .administration()
                .saveCheck(
                        ANNA,
                        new StoredCheck(
                                mail.id(),
                                mail.key(),
                                mail.name(),
                                CheckSettings.builder().arguments(arguments).build(),
                                null,
                                mail.version()));
    }

    @Test
    @Order(1)
    void tellsWhatWentInAndOutAndWhatServersAreSent() throws Exception {
        save(Map.of("limit", "7"));
        String address = run("mail");
        await().atMost(Duration.ofSeconds(20)).until(() -> page(address).contains("Waiting after"));

        String page = page(address);

        assertThat(text(page))
                .contains("of mail", "WARNING 7 mails &lt;i&gt;", "The method returned a result.")
                .contains("No threshold rule decided: the message names none.")
                .contains("first second", "unsent7")
                .contains("Nobody has changed the check since the run, so it ran with these", "limit 7")
                .contains("apiToken (not shown) (as in the code)")
                .contains("at once: it was started manually")
                .contains("closed as shop/Mail", "Waiting after", "Endednot yet")
                .contains("bytes", "Made now from the stored result, as it will be sent.");
        assertThat(page).contains("7 mails &lt;i&gt;|").doesNotContain("<i>", "canary-5Q");
        running.permission = Permission.VIEW;
        assertThat(text(page(address))).contains("the server cannot be reached; an administrator sees why");
    }

    @Test
    @Order(2)
    void saysThatTheCheckWasChangedSince() throws Exception {
        String address = run("mail");
        save(Map.of("limit", "9"));

        assertThat(text(page(address)))
                .contains("These are the present ones; those of the run are not stored. anna changed this at")
                .contains("limit 9");
    }

    @Test
    @Order(3)
    void saysWhichRuleDecided() throws Exception {
        Policy rule = running.engine()
                .policies()
                .save(
                        ANNA,
                        Policy.of(
                                PolicyKind.RULE,
                                "too many",
                                Map.of("check", "mail", "label", "unsent", "failure-max", "6")));

        String page = text(page(run("mail")));

        assertThat(page)
                .contains("CRITICAL", "The message says that the rule “too many” decided: ")
                .contains("Rules for its values, as they are now", "unsent too many");
        running.engine().policies().delete(ANNA, rule.id());
    }

    @Test
    @Order(4)
    void saysThatTheMethodFailed() throws Exception {
        assertThat(text(page(run("broken"))))
                .contains("The method threw an exception; the state is the one that is set for that.")
                .contains("The method takes no arguments.");
    }

    @Test
    @Order(5)
    void saysThatItDoesNotKnowARunAnyMore() throws Exception {
        String check = "/nscacheck/checks/" + check("mail").id();
        for (String run : List.of("1-1", "x", "1-99999999999999999999", "../now")) {
            assertThat(running.answer(get(check + "/runs/{run}", run)).getStatus())
                    .as(run)
                    .isEqualTo(404);
        }
        assertThat(page(check + "/runs/1-1")).contains("This run does not exist, or was deleted.");
    }

    @Test
    @Order(6)
    void saysThatTheOutboxKnowsNothingOfARunAnyMore() throws Exception {
        String address = run("mail");
        running.nsca().stores().servers().findByName("closed").ifPresent(server -> running.nsca()
                .stores()
                .servers()
                .delete(server.id(), "anna"));

        assertThat(text(page(address))).contains("The outbox knows of nothing from this run.");
    }
}
