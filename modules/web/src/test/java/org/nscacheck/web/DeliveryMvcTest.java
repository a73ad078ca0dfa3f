/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.DeliveryEntry;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What waits and what people do about it, on a real database with an engine that tries a port where nobody listens. */
class DeliveryMvcTest {

    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);
    private static final String PAGE = "/nscacheck/delivery";

    private RunningScreens running;
    private Server closed;

    @BeforeEach
    void start() throws Exception {
        running = RunningScreens.with(List.of(
                check("disk", "Disk <b>", "full & <script>alert(1)</script>"), check("mail", "Mail", "7 mails")));
        closed = running.engine()
                .administration()
                .saveServer(
                        ANNA,
                        Server.builder("closed", "nsca")
                                .address("127.0.0.1")
                                .port(1)
                                .hostName("shop")
                                .settings(Map.of("connect-timeout", "300ms"))
                                .catchUp(CatchUp.LATEST)
                                .build(),
                        SecretChange.KEEP);
        // Their first run may be under way, and was begun before there was a server.
        running.nsca().stores().checks().findAll().forEach(check -> await().until(
                        () -> running.engine().administration().runNow(ANNA, check.id())));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> waiting().size() == 2
                        && waiting().stream()
                                .anyMatch(entry -> entry.summary().attempts() > 0
                                        && entry.summary().problem() != null));
    }

    private static CheckDefinition check(String key, String service, String message) {
        return CheckDefinition.of(
                new CheckKey(key), service, ScheduleSpec.every("12mo"), context -> CheckResult.of(1, message));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private List<DeliveryEntry> waiting() {
        return running.engine()
                .deliveries()
                .list(ANNA, DeliveryQuery.of(DeliveryGroup.WAITING, 10))
                .entries();
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return running.answer(request);
    }

    private String page(String query) throws Exception {
        return answer(get(PAGE + query)).getContentAsString().replaceAll("\\s+", " ");
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = running.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Nobody tries anything from now on, unless somebody asks for it. */
    private void pause() throws Exception {
        execute("UPDATE nscacheck.nsca_server_lease SET lease_until = NULL, not_before = now() + interval '1 hour'");
        await().until(() ->
                waiting().stream().noneMatch(entry -> entry.summary().state() != DeliveryState.WAITING));
        execute("UPDATE nscacheck.nsca_server_lease SET lease_until = NULL, not_before = now() + interval '1 hour'");
    }

    private boolean isTried() {
        return waiting().stream().anyMatch(entry -> entry.summary().attempts() > 0);
    }

    private DeliveryEntry of(String service) {
        return waiting().stream()
                .filter(entry -> entry.summary().target().toString().equals("shop/" + service))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysWhatWaitsSinceWhenAndWhatHappensByItself() throws Exception {
        assertThat(page(""))
                .containsPattern("2 results wait since \\d\\d:\\d\\d:\\d\\d")
                .contains("They are kept; when it can be reached again, of each service the newest is sent.")
                .contains("anything else not when it is older than 1d.")
                .contains("Failing: ", "shop/Mail", "7 mails", "UNREACHABLE", "the server could not be asked")
                .contains(">Retry now</button>", ">Discard</button>", ">Retry all for this server</button>")
                .contains("shop/Disk &lt;b&gt;", "full &amp; &lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("/nscacheck/checks/" + of("Mail").summary().check() + "/runs/", ">Explain</a>")
                .doesNotContain("<script>alert");
    }

    @Test
    void showsEachListWithItsCount() throws Exception {
        pause();
        execute(
                "UPDATE nscacheck.nsca_delivery SET attempts = 2, problem = 'UNREACHABLE', reason = 'connection refused'");
        execute("UPDATE nscacheck.nsca_delivery SET problem = 'REFUSED', reason = 'refused: no such service',"
                + " not_before = now() + interval '2 hours' WHERE service = 'Mail'");

        assertThat(page("?tab=stuck"))
                .contains("<span>Waiting</span> <strong>2</strong>", "<span>Stuck</span> <strong>1</strong>")
                .contains("connection refused")
                .doesNotContain("7 mails");
        assertThat(page("?tab=refused"))
                .contains("<span>Refused</span> <strong>1</strong>", "7 mails", "refused: no such service", "in 1 h")
                .doesNotContain("alert(1)");
        assertThat(page("?tab=recent")).contains("Nothing has ended within the last two days.");
    }

    @Test
    void isNarrowedByItsAddress() throws Exception {
        pause();
        assertThat(page("?q=MAIL")).contains("7 mails").doesNotContain("alert(1)");
        assertThat(page("?server=" + closed.id() + "&q=nothing")).contains("Nothing matches.", ">Show all</a>");
        assertThat(page("?state=leased")).contains("Nothing matches.");
        assertThat(page("?tab=nonsense&server=x&state=y&after=-1")).contains("7 mails", "alert(1)");
        assertThat(page("?q=%22%3E%3Cscript%3E")).doesNotContain("\"><script>");
        String first = page("?server=00000000-0000-0000-0000-000000000000");
        assertThat(first).contains("Nothing matches.");
    }

    @Test
    void triesOneNow() throws Exception {
        pause();
        execute("UPDATE nscacheck.nsca_delivery SET attempts = 0");
        DeliveryEntry mail = of("Mail");

        MockHttpServletResponse answer = answer(
                post(PAGE + "/retry").param("one", String.valueOf(mail.id())).param("q", "mail"));

        assertThat(answer.getRedirectedUrl()).isEqualTo(PAGE + "?q=mail&done=retried");
        await().atMost(Duration.ofSeconds(10)).until(this::isTried);
        assertThat(answer(get("/nscacheck/activity")).getContentAsString()).contains("Retried what waited for server");
    }

    @Test
    void triesAllOfAServerNow() throws Exception {
        pause();
        execute("UPDATE nscacheck.nsca_delivery SET attempts = 0");

        assertThat(answer(post(PAGE + "/retry-all")
                                .param("receiver", closed.id().toString()))
                        .getRedirectedUrl())
                .isEqualTo(PAGE + "?done=retried");

        await().atMost(Duration.ofSeconds(10)).until(this::isTried);
        assertThat(answer(post(PAGE + "/retry-all").param("receiver", "00000000-0000-0000-0000-000000000000"))
                        .getContentAsString())
                .contains("This server does not exist, or was deleted.");
    }

    @Test
    void discardsOnlyForAReasonAndSaysWhatCouldNotBeDiscarded() throws Exception {
        pause();
        long mail = of("Mail").id();
        long disk = of("Disk <b>").id();
        MockHttpServletResponse without = answer(post(PAGE + "/discard").param("one", String.valueOf(mail)));
        assertThat(without.getStatus()).isEqualTo(422);
        assertThat(without.getContentAsString()).contains("A reason is needed");
        assertThat(answer(post(PAGE + "/discard").param("reason", "gone")).getContentAsString())
                .contains("No delivery was chosen.");

        assertThat(answer(post(PAGE + "/discard")
                                .param("delivery", String.valueOf(mail))
                                .param("reason", "service <gone>"))
                        .getRedirectedUrl())
                .isEqualTo(PAGE + "?done=discarded");
        MockHttpServletResponse again = answer(post(PAGE + "/discard")
                .param("delivery", String.valueOf(mail), String.valueOf(disk), "99999")
                .param("reason", "gone"));

        assertThat(again.getStatus()).isEqualTo(422);
        assertThat(again.getContentAsString())
                .contains("1 of 3 were discarded.", "&#39;shop/Mail&#39; for &#39;closed&#39; was already discarded.")
                .contains("Delivery 99999 does not exist, or was removed.");
        assertThat(page("")).contains("Nothing waits.", "Nothing was ever delivered.");
        assertThat(page("?tab=recent&state=discarded")).contains("service &lt;gone&gt; (discarded by anna)");
        assertThat(answer(get("/nscacheck/activity")).getContentAsString())
                .contains("Discarded what waited for server", "service &lt;gone&gt;");
    }

    @Test
    void saysThatAResultIsJustBeingSentAndLeavesItAlone() throws Exception {
        pause();
        DeliveryEntry mail = of("Mail");
        execute("UPDATE nscacheck.nsca_server_lease SET lease_until = now() + interval '1 hour', node = 'other/1'");
        execute("UPDATE nscacheck.nsca_delivery d SET state = 'LEASED', lease_no = l.lease_no"
                + " FROM nscacheck.nsca_server_lease l WHERE l.server_id = d.server_id AND d.id = " + mail.id());

        for (MockHttpServletRequestBuilder request : List.of(
                post(PAGE + "/retry").param("one", String.valueOf(mail.id())),
                post(PAGE + "/discard").param("one", String.valueOf(mail.id())).param("reason", "no"))) {
            MockHttpServletResponse answer = answer(request);
            assertThat(answer.getStatus()).isEqualTo(422);
            assertThat(answer.getContentAsString()).contains("is just being sent: wait until its outcome is known.");
        }
        assertThat(page("?q=mail")).contains("Being sent").doesNotContain(">Retry now</button>");
    }

    @Test
    void triesNothingThatIsForAnInactiveServer() throws Exception {
        pause();
        running.engine()
                .administration()
                .saveServer(ANNA, closed.toBuilder().active(false).build(), SecretChange.KEEP);

        assertThat(page(""))
                .contains("nothing is sent while the server is inactive", "Inactive")
                .doesNotContain("Retry all for this server");
        assertThat(answer(post(PAGE + "/retry")
                                .param("one", String.valueOf(of("Mail").id())))
                        .getContentAsString())
                .contains("&#39;closed&#39; is inactive, so that nothing is sent to it: set it active first.");
    }

    @Test
    void showsEachPersonWhatTheyMayDo() throws Exception {
        pause();
        String one = String.valueOf(of("Mail").id());
        running.permission = Permission.OPERATE;
        assertThat(page("")).contains(">Retry now</button>").doesNotContain(">Discard</button>", "type=\"checkbox\"");
        assertThat(answer(post(PAGE + "/discard").param("one", one).param("reason", "no"))
                        .getStatus())
                .isEqualTo(403);
        running.permission = Permission.VIEW;
        assertThat(page(""))
                .contains("7 mails", "the server cannot be reached; an administrator sees why")
                .doesNotContain(">Retry now</button>", ">Retry all for this server</button>", "connection refused");
        for (MockHttpServletRequestBuilder request : List.of(
                post(PAGE + "/retry").param("one", one),
                post(PAGE + "/retry-all").param("receiver", closed.id().toString()),
                post(PAGE + "/discard").param("one", one).param("reason", "no"))) {
            assertThat(answer(request).getStatus()).isEqualTo(403);
        }
        assertThat(waiting()).hasSize(2);
    }

    @Test
    void isReachedFromTheOverviewAndTheListOfServers() throws Exception {
        String link = "/nscacheck/delivery?server=" + closed.id();
        assertThat(answer(get("/nscacheck")).getContentAsString()).contains(link, ">2 waiting</a>", ">Delivery</a>");
        assertThat(answer(get("/nscacheck/servers")).getContentAsString()).contains(link);
    }
}
