/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.web.CollectingNotifierFactory;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Servers and notifiers that programs add, change and remove, and what was told by them. */
class ReceiversTest {

    private static final String API = "/nscacheck/api/v1";
    private static final String CANARY = "canary-9kQ-password";

    private static RunningApi running;

    @BeforeAll
    static void start() {
        running = new RunningApi(
                List.of(CheckDefinition.of(
                        new CheckKey("disk"),
                        "Disk",
                        ScheduleSpec.every("1h"),
                        context -> CheckResult.of(2, "disk is full"))),
                null);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static MockHttpServletResponse admin(MockHttpServletRequestBuilder request) throws Exception {
        return running.as(Permission.ADMINISTER, request);
    }

    private static String view(String path) throws Exception {
        return running.as(Permission.VIEW, get(API + path)).getContentAsString();
    }

    private static String pathOf(String list, MockHttpServletResponse created) throws Exception {
        assertThat(created.getStatus()).as(created.getContentAsString()).isEqualTo(201);
        return list + "/" + created.getContentAsString().replaceAll("\\{\"id\":\"([^\"]+)\".*", "$1");
    }

    private static String server(String name, String configuration) {
        return "{\"kind\":\"nsca-ng\",\"name\":\"" + name + "\",\"secret\":\"" + CANARY
                + "\",\"configuration\":{\"hostName\":\"shop\",\"active\":false," + configuration + "}}";
    }

    @Test
    void takesASecretAndNeverGivesItBack() throws Exception {
        MockHttpServletResponse created = admin(post(API + "/servers")
                .content(server("ng", "\"address\":\"127.0.0.1\",\"settings\":{\"identity\":\"shop\"}")));
        String path = pathOf("/servers", created);
        assertThat(created.getContentAsString())
                .contains("\"hasSecret\":true", "\"address\":\"127.0.0.1\"", "\"port\":5668")
                .doesNotContain(CANARY);
        assertThat(view(path)).contains("\"hasSecret\":true", "\"configuration\":null");

        String tag = String.valueOf(created.getHeader("ETag"));
        String change = "{\"name\":\"ng\",\"configuration\":{\"address\":\"127.0.0.1\",\"hostName\":\"shop\","
                + "\"active\":false,\"maxAge\":\"2h\",\"settings\":{\"identity\":\"shop\"}}}";
        assertThat(admin(put(API + path).content(change)).getStatus()).isEqualTo(428);
        MockHttpServletResponse changed = admin(put(API + path).content(change).header("If-Match", tag));
        assertThat(changed.getContentAsString()).contains("\"hasSecret\":true", "\"maxAge\":\"2h\"");
        assertThat(admin(put(API + path).content(change).header("If-Match", tag))
                        .getStatus())
                .isEqualTo(412);

        MockHttpServletResponse elsewhere = admin(put(API + path)
                .content(change.replace("127.0.0.1", "192.0.2.9"))
                .header("If-Match", String.valueOf(changed.getHeader("ETag"))));
        assertThat(elsewhere.getStatus()).isEqualTo(422);
        assertThat(elsewhere.getContentAsString())
                .contains("\"field\":\"secret\"")
                .doesNotContain(CANARY);
        assertThat(admin(delete(API + path).header("If-Match", tag)).getStatus())
                .isEqualTo(412);
        assertThat(admin(delete(API + path).header("If-Match", String.valueOf(changed.getHeader("ETag"))))
                        .getStatus())
                .isEqualTo(204);
    }

    @Test
    void namesTheFieldThatIsNotPossible() throws Exception {
        for (List<String> row : List.of(
                List.of(server("x", "\"address\":\"user@host\""), "configuration.address"),
                List.of(server("x", "\"address\":\"a\",\"port\":70000"), "configuration.port"),
                List.of(server("x", "\"address\":\"a\",\"maxAge\":\"1000d\""), "configuration.maxAge"),
                List.of(
                        server("x", "\"address\":\"a\"").replace("\"hostName\":\"shop\"", "\"hostName\":\"a;b\""),
                        "configuration.hostName"),
                List.of(server("x", "\"address\":\"a\"").replace("nsca-ng", CollectingNotifierFactory.KIND), "kind"),
                List.of(server("x", "\"address\":\"a\"").replace("nsca-ng", "nagios-files"), "secret"))) {
            MockHttpServletResponse answer = admin(post(API + "/servers").content(row.get(0)));
            assertThat(answer.getStatus()).as(row.get(0)).isEqualTo(422);
            assertThat(answer.getContentAsString())
                    .contains("\"field\":\"" + row.get(1) + "\"")
                    .doesNotContain(CANARY);
        }
    }

    @Test
    void writesTheDefinitionsThatAMonitoringServerFetchesWithAReadingToken() throws Exception {
        String path = pathOf(
                "/servers",
                admin(post(API + "/servers")
                        .content(server("nagios", "\"address\":\"127.0.0.1\",\"settings\":{\"identity\":\"shop\"}")
                                .replace("\"active\":false", "\"active\":true"))));
        MockHttpServletResponse file =
                running.as(Permission.VIEW, get(API + path + "/nagios.cfg").param("contact-group", "duty"));
        assertThat(file.getContentType()).isEqualTo("text/plain;charset=UTF-8");
        assertThat(file.getContentAsString()).contains("define service", "service_description", "Disk", "duty");
        assertThat(running.as(
                                Permission.VIEW,
                                get(API + path + "/nagios.cfg").param("contact-group", "a\n}define host{"))
                        .getStatus())
                .isEqualTo(422);
        assertThat(running.answer(get(API + path + "/nagios.cfg")).getStatus()).isEqualTo(401);
    }

    @Test
    void tellsPeopleAndTakesAnAcknowledgement() throws Exception {
        String notifier = pathOf(
                "/notifiers",
                admin(
                        post(API + "/notifiers")
                                .content(
                                        "{\"kind\":\"collecting\",\"name\":\"duty\",\"configuration\":{\"address\":\"localhost\",\"hostName\":\"shop\"}}")));
        assertThat(admin(post(API + notifier + "/test")).getContentAsString()).contains("\"good\":true");
        assertThat(admin(post(API + "/policies/route")
                                .content("{\"name\":\"all\",\"settings\":{\"notifiers\":\"duty\"}}"))
                        .getStatus())
                .isEqualTo(201);
        String check = running.id("disk");
        await().untilAsserted(() -> {
            running.as(Permission.OPERATE, post(API + "/checks/" + check + "/run"));
            assertThat(view("/problems")).contains(check, "\"severity\":\"FAILURE\"", "disk is full");
            assertThat(view("/notifications?check=" + check)).contains("\"notifier\":\"duty\"", "disk is full");
        });
        String problem = API + "/problems/" + check;
        assertThat(running.as(
                                Permission.OPERATE,
                                post(problem + "/acknowledge").content("{\"reason\":\"on it\",\"length\":\"1h\"}"))
                        .getContentAsString())
                .contains("\"by\":\"token OPERATE\"", "\"reason\":\"on it\"");
        assertThat(running.as(
                                Permission.OPERATE,
                                post(problem + "/unacknowledge").content("{}"))
                        .getContentAsString())
                .contains("\"acknowledged\":null");
        assertThat(running.as(Permission.OPERATE, post(problem + "/acknowledge").content("{\"node\":\"other\"}"))
                        .getStatus())
                .isEqualTo(422);
    }
}
