/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditEntry;
import org.nscacheck.audit.AuditFilter;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The list of what was done, on a real database with a running engine. */
class ActivityMvcTest {

    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);
    private static final Actor OLAF = new Actor("olaf <o>", Permission.OPERATE);
    private static final String PAGE = "/nscacheck/activity";

    private RunningScreens running;

    @BeforeEach
    void start() throws Exception {
        running = RunningScreens.with(List.of(CheckDefinition.of(
                new CheckKey("disk"), "Disk", ScheduleSpec.every("1h"), run -> CheckResult.of(Status.OK, "fine"))));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return running.answer(request);
    }

    private String page(String query) throws Exception {
        return answer(get(PAGE + query)).getContentAsString().replaceAll("\\s+", " ");
    }

    private StoredCheck disk() {
        return running.nsca().stores().checks().findAll().get(0);
    }

    private StoredCheck save(Duration timeout) {
        StoredCheck disk = disk();
        return running.engine()
                .administration()
                .saveCheck(
                        ANNA,
                        new StoredCheck(
                                disk.id(),
                                disk.key(),
                                disk.name(),
                                CheckSettings.builder().timeout(timeout).build(),
                                null,
                                disk.version()));
    }

    private AuditEntry latest() {
        return running.nsca()
                .stores()
                .audit()
                .find(AuditFilter.ALL, Long.MAX_VALUE, 1)
                .get(0);
    }

    @Test
    void showsWhoDidWhatWithTheValuesBeforeAndAfter() throws Exception {
        save(Duration.ofMinutes(1));
        save(Duration.ofMinutes(2));
        running.engine().administration().pause(OLAF, disk().id(), null);

        assertThat(page(""))
                .contains("<td>The application</td>", "Added check", "/nscacheck/checks/" + disk().id())
                .contains("<td>anna</td>", "Changed check", ">timeout: <", ">PT1M<", ">PT2M<", ">not set<")
                .contains("olaf &lt;o&gt;", "Paused check", ">until resumed<");
    }

    @Test
    void saysThatThereIsNothing() throws Exception {
        assertThat(page("?q=nothing+like+it")).contains("No entry matches.");
        running.nsca().stores().audit().purge(Duration.ofMinutes(-1), 100);
        assertThat(page("")).contains("Nothing was done yet.");
    }

    @Test
    void isNarrowedByItsAddress() throws Exception {
        save(Duration.ofMinutes(1));
        running.engine().administration().pause(OLAF, disk().id(), null);

        assertThat(page("?by=anna")).contains("Changed check").doesNotContain("Paused check", "Added check");
        assertThat(page("?q=PAUSED-until")).contains("Paused check").doesNotContain("Changed check");
        assertThat(page("?kind=server")).contains("No entry matches.");
        assertThat(page("?kind=check&subject=" + disk().id()))
                .contains("Only what was done to <strong>" + disk().name(), "Paused check");
        assertThat(page("?kind=nonsense&before=-1&subject=x")).contains("Paused check");
        assertThat(page("?q=%22%3E%3Cscript%3E")).doesNotContain("\"><script>");
    }

    @Test
    void showsFiftyOnAPage() throws Exception {
        for (int i = 1; i <= 51; i++) {
            save(Duration.ofSeconds(i));
        }

        assertThat(page("?by=anna")).contains(">PT51S<", ">PT2S<", ">Older</a>").doesNotContain(">Newest</a>");
        String older = page("?by=anna&before=" + (latest().id() - 49));
        assertThat(older).contains(">PT1S<", ">Newest</a>").doesNotContain(">PT3S<", ">Older</a>");
    }

    @Test
    void undoesAChange() throws Exception {
        save(Duration.ofMinutes(1));
        save(Duration.ofMinutes(2));
        long entry = latest().id();

        MockHttpServletResponse answer =
                answer(post(PAGE + "/undo").param("one", String.valueOf(entry)).param("q", "disk"));

        assertThat(answer.getRedirectedUrl()).isEqualTo(PAGE + "?q=disk&done=undone");
        assertThat(disk().settings().timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(latest().id()).isGreaterThan(entry);
        assertThat(answer(post(PAGE + "/undo").param("one", String.valueOf(entry)))
                        .getContentAsString())
                .contains("&#39;timeout&#39; was changed again since then and is &#39;PT1M&#39; now");
    }

    @Test
    void undoesSeveralTheNewestFirst() throws Exception {
        save(Duration.ofMinutes(1));
        long first = latest().id();
        save(Duration.ofMinutes(2));
        long second = latest().id();

        answer(post(PAGE + "/undo").param("entry", String.valueOf(first), String.valueOf(second)));

        assertThat(disk().settings().timeout()).isNull();
        MockHttpServletResponse refused = answer(post(PAGE + "/undo").param("entry", String.valueOf(first), "999999"));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("0 of 2 entries were undone.", "There is no entry 999999");
        assertThat(answer(post(PAGE + "/undo")).getContentAsString()).contains("No entry was chosen.");
    }

    @Test
    void bringsBackWhatWasDeletedWithoutItsSecret() throws Exception {
        StoredCheck disk = save(Duration.ofMinutes(1));
        running.engine().administration().deleteCheck(ANNA, disk.id());
        answer(post(PAGE + "/undo").param("one", String.valueOf(latest().id())));
        assertThat(disk()).usingRecursiveComparison().ignoringFields("version").isEqualTo(disk);

        Server people = running.engine()
                .administration()
                .saveServer(
                        ANNA,
                        Server.builder("people", CollectingNotifierFactory.KIND)
                                .address("127.0.0.1")
                                .hostName("shop")
                                .settings(Map.of("answer", "sent"))
                                .build(),
                        SecretChange.KEEP);
        running.engine().administration().deleteServer(ANNA, people.id());
        assertThat(page("")).contains("Deleted server");
        answer(post(PAGE + "/undo").param("one", String.valueOf(latest().id())));
        assertThat(running.nsca().stores().servers().find(people.id())).hasValueSatisfying(server -> {
            assertThat(server.name()).isEqualTo("people");
            assertThat(server.settings()).containsEntry("answer", "sent");
            assertThat(server.secret()).isNull();
        });
    }

    @Test
    void undoesAnAdditionUnlessItWasChangedSince() throws Exception {
        StoredCheck second = running.engine()
                .administration()
                .saveCheck(
                        ANNA,
                        StoredCheck.of(
                                        new CheckKey("disk"),
                                        CheckSettings.builder()
                                                .service("Second")
                                                .build())
                                .named("second"));
        String added = String.valueOf(latest().id());
        running.engine().administration().pause(OLAF, second.id(), null);
        assertThat(answer(post(PAGE + "/undo").param("one", added)).getContentAsString())
                .contains("&#39;paused-until&#39; was set since then");
        running.engine().administration().resume(OLAF, second.id());

        answer(post(PAGE + "/undo").param("one", added));

        assertThat(running.nsca().stores().checks().find(second.id())).isEmpty();
        assertThat(latest().action()).isEqualTo(AuditAction.REMOVED);
        assertThat(answer(post(PAGE + "/undo").param("one", added)).getContentAsString())
                .contains("&#39;second&#39; was removed already.");
        answer(post(PAGE + "/undo").param("one", String.valueOf(latest().id())));
        assertThat(running.nsca().stores().checks().find(second.id())).isPresent();
    }

    @Test
    void showsNoSecretAndNoArgumentToWhoeverMayNotAdminister() throws Exception {
        StoredCheck disk = disk();
        running.nsca()
                .stores()
                .checks()
                .save(
                        new StoredCheck(
                                disk.id(),
                                disk.key(),
                                disk.name(),
                                CheckSettings.builder()
                                        .arguments(Map.of("url", "canary-7Q", "password", "canary-8Q"))
                                        .build(),
                                null,
                                disk.version()),
                        "anna");
        running.nsca()
                .stores()
                .servers()
                .save(
                        Server.builder("nagios", "nsca")
                                .address("127.0.0.1")
                                .hostName("shop")
                                .build(),
                        SecretChange.set(Secret.of("canary-9Q")),
                        "anna");

        assertThat(page("")).contains("canary-7Q").doesNotContain("canary-8Q", "canary-9Q");
        running.permission = Permission.VIEW;
        assertThat(page("")).contains("argument.url").doesNotContain("canary", ">Undo<", "checkbox");
    }

    @Test
    void letsOnlyAdministratorsUndo() throws Exception {
        save(Duration.ofMinutes(1));
        running.permission = Permission.OPERATE;

        assertThat(page("")).doesNotContain(">Undo<");
        assertThat(answer(post(PAGE + "/undo").param("one", String.valueOf(latest().id())))
                        .getStatus())
                .isEqualTo(403);
        assertThat(answer(post(PAGE + "/undo").param("entry", String.valueOf(latest().id())))
                        .getStatus())
                .isEqualTo(403);
        assertThat(disk().settings().timeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void isReachedFromThePagesOfAChangedCheckAndServer() throws Exception {
        save(Duration.ofMinutes(1));
        Server people = running.engine()
                .administration()
                .saveServer(
                        ANNA,
                        Server.builder("people", CollectingNotifierFactory.KIND)
                                .address("127.0.0.1")
                                .hostName("shop")
                                .build(),
                        SecretChange.KEEP);

        assertThat(answer(get("/nscacheck/checks/" + disk().id())).getContentAsString())
                .contains("Last changed by <strong>anna</strong>")
                .contains("/nscacheck/activity?kind=check&amp;subject=" + disk().id());
        assertThat(answer(get("/nscacheck/notifiers/" + people.id())).getContentAsString())
                .contains("/nscacheck/activity?kind=server&amp;subject=" + people.id(), ">Activity</a>");
    }
}
