/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Notifiers on the pages: on a real database with a running engine. */
class NotifiersMvcTest {

    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);
    private static final String LIST = "/nscacheck/notifiers";

    private static RunningScreens running;

    @BeforeAll
    static void start() throws Exception {
        running = RunningScreens.with(List.of());
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void beAdministrator() {
        running.permission = Permission.ADMINISTER;
        running.people().forget();
    }

    @AfterEach
    void removeAll() {
        policies(PolicyKind.ROUTE).forEach(policy -> running.engine().policies().delete(ANNA, policy.id()));
        running.engine()
                .notifiers()
                .forEach(server -> running.engine().administration().deleteServer(ANNA, server.id()));
    }

    private static List<Policy> policies(PolicyKind kind) {
        return running.engine().policies().findAll(ANNA, kind);
    }

    private static MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return running.answer(request);
    }

    private static MockHttpServletRequestBuilder typed(String path, String kind, String name) {
        return post(path)
                .param("version", "0")
                .param("kind", kind)
                .param("name", name)
                .param("node-host-name", "shop")
                .param("active", "true");
    }

    private static Server saved(String name, String answer) throws Exception {
        MockHttpServletRequestBuilder form = typed(LIST + "/new", CollectingNotifierFactory.KIND, name)
                .param("host", "mail.example.net")
                .param("port", "25")
                .param("setting.answer", answer);
        assertThat(answer(form).getRedirectedUrl()).endsWith(LIST + "?done=saved");
        return running.engine().notifiers().get(0);
    }

    @Test
    void offersKindsThatTellPeopleAsNotifiersAndTheOthersAsServers() throws Exception {
        assertThat(answer(get(LIST + "/new")).getContentAsString())
                .contains("New notifier: choose a kind", "kind=collecting", "kind=nagios-command")
                .doesNotContain("kind=nsca\"", "kind=nagios-files");
        assertThat(answer(get("/nscacheck/servers/new")).getContentAsString())
                .contains("kind=nsca\"", "kind=nagios-files")
                .doesNotContain("kind=collecting", "kind=nagios-command");
        assertThat(answer(get("/nscacheck/servers/new").param("kind", "collecting"))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void listsANotifierAmongNotifiersOnly() throws Exception {
        assertThat(answer(get(LIST)).getContentAsString()).contains("nobody is told when a check fails");
        saved("on <call>", "accept");

        assertThat(answer(get(LIST)).getContentAsString())
                .contains("on &lt;call&gt;", "collecting://mail.example.net:25")
                .doesNotContain("Checks (");
        assertThat(answer(get("/nscacheck/servers")).getContentAsString()).doesNotContain("on &lt;call&gt;");
        assertThat(running.engine().notifiers().get(0).catchUp()).isEqualTo(CatchUp.ALL);
    }

    @Test
    void asksForWhatMakesSenseForANotifier() throws Exception {
        String form = answer(get(LIST + "/new").param("kind", "collecting")).getContentAsString();
        assertThat(form)
                .contains("name=\"host\"", "name=\"port\"", "name=\"secret\"", "name=\"max-age\"", "New notifier")
                .doesNotContain("catch-up");
    }

    @Test
    void asksForNoAddressAndNoPasswordWhereThereIsNone() throws Exception {
        String form = answer(get(LIST + "/new").param("kind", "nagios-command")).getContentAsString();
        assertThat(form).doesNotContain("name=\"host\"", "name=\"port\"", "type=\"password\"");

        assertThat(answer(typed(LIST + "/new", "nagios-command", "nagios")
                                .param("setting.path", "/var/lib/nagios4/rw/nagios.cmd"))
                        .getRedirectedUrl())
                .endsWith("?done=saved");

        Server stored = running.engine().notifiers().get(0);
        assertThat(stored.address()).isEqualTo("localhost");
        assertThat(answer(get(LIST)).getContentAsString())
                .contains("nagios-command")
                .doesNotContain("localhost");
        assertThat(answer(get(LIST + "/" + stored.id())).getContentAsString())
                .doesNotContain("name=\"host\"", "localhost");
    }

    @Test
    void namesEachFaultAtItsField() throws Exception {
        MockHttpServletResponse refused = answer(typed(LIST + "/new", "collecting", "")
                .param("host", "")
                .param("port", "70000")
                .param("max-age", "soon"));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString())
                .contains("href=\"#name\"", "href=\"#host\"", "href=\"#port\"", "href=\"#max-age\"");
        assertThat(running.engine().notifiers()).isEmpty();
    }

    @Test
    void testsANotifierAndSaysWhatCameOfIt() throws Exception {
        String form = LIST + "/" + saved("on call", "accept").id();
        assertThat(answer(get(form)).getContentAsString()).contains(form + "/test");

        assertThat(answer(post(form + "/test")).getContentAsString()).contains("The test was sent and acknowledged.");
        assertThat(running.people().told())
                .singleElement()
                .extracting(Notification::text)
                .asString()
                .contains("on call", "anna");
    }

    @Test
    void saysWhyATestWasNotSent() throws Exception {
        String form = LIST + "/" + saved("on call", "no <route> to host").id();
        assertThat(answer(post(form + "/test")).getContentAsString())
                .contains("role=\"alert\"", "The test was not sent: no &lt;route&gt; to host");
    }

    @Test
    void claimsNoMoreThanTheProtocolKnows() throws Exception {
        String form = LIST + "/" + saved("on call", "sent").id();
        assertThat(answer(post(form + "/test")).getContentAsString()).contains("cannot confirm that it arrived");
    }

    @Test
    void neitherDeletesNorRenamesANotifierThatARouteNames() throws Exception {
        Server notifier = saved("on call", "accept");
        running.engine()
                .policies()
                .save(ANNA, Policy.of(PolicyKind.ROUTE, "everything", Map.of("notifiers", "on call")));
        String form = LIST + "/" + notifier.id();

        assertThat(answer(get(form + "/delete")).getContentAsString())
                .contains("the route &#39;everything&#39;")
                .doesNotContain("<button class=\"danger\"");
        assertThat(answer(post(form + "/delete")).getStatus()).isEqualTo(422);
        MockHttpServletResponse renamed = answer(typed(form, "collecting", "night watch")
                .param("host", "mail.example.net")
                .param("port", "25"));
        assertThat(renamed.getStatus()).isEqualTo(422);
        assertThat(renamed.getContentAsString()).contains("href=\"#name\"", "the route &#39;everything&#39;");
        assertThat(running.engine().notifiers()).extracting(Server::name).containsExactly("on call");
    }

    @Test
    void letsOnlyAdministratorsChangeAndTestNotifiers() throws Exception {
        String form = LIST + "/" + saved("on call", "accept").id();
        for (Permission permission : List.of(Permission.VIEW, Permission.OPERATE)) {
            running.permission = permission;
            assertThat(answer(get(LIST)).getContentAsString())
                    .contains("on call")
                    .doesNotContain(form);
            assertThat(answer(get(LIST + "/new")).getStatus()).isEqualTo(403);
            assertThat(answer(get(form)).getStatus()).isEqualTo(403);
            assertThat(answer(post(form + "/test")).getStatus()).isEqualTo(403);
            assertThat(answer(typed(form, "collecting", "mine")).getStatus()).isEqualTo(403);
            assertThat(answer(post(form + "/delete")).getStatus()).isEqualTo(403);
        }
        assertThat(running.people().told()).isEmpty();
        assertThat(running.engine().notifiers()).hasSize(1);
    }

    @Test
    void showsANotifierThatFailsOnItsListAndOnTheFirstPage() throws Exception {
        saved("on <call>", "nobody answers");
        String home = answer(get("/nscacheck")).getContentAsString();
        assertThat(home).doesNotContain("on &lt;call&gt;");
        running.engine()
                .policies()
                .save(ANNA, Policy.of(PolicyKind.ROUTE, "everything", Map.of("notifiers", "on <call>")));
        running.engine().alerts().observe(new Identity("shop", "disk", "", "", ""), Severity.FAILURE, "full", Map.of());

        for (String page : List.of(LIST, "/nscacheck")) {
            await().untilAsserted(() -> assertThat(answer(get(page)).getContentAsString())
                    .contains("on &lt;call&gt;", "Failing: nobody answers"));
        }
    }
}
