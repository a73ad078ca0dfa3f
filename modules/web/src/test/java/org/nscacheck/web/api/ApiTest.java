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
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The REST API: what it answers to whom, on a real database with a running engine. */
class ApiTest {

    private static final String API = "/nscacheck/api/v1";
    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);

    private static RunningApi running;

    @BeforeAll
    static void start() {
        running = new RunningApi(List.of(check("mail.queue"), check("stock.sync"), check("disk")), request -> {
            if (request.getHeader("Test-User") == null) {
                throw new IllegalStateException("not signed in");
            }
            return ANNA;
        });
    }

    private static CheckDefinition check(String key) {
        return CheckDefinition.of(
                new CheckKey(key), key, ScheduleSpec.every("1h"), context -> CheckResult.warning("7 mails not sent")
                        .perf("unsent", 7)
                        .build());
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return running.answer(request);
    }

    private static MockHttpServletResponse as(Permission scope, MockHttpServletRequestBuilder request)
            throws Exception {
        return running.as(scope, request);
    }

    private static String id(String name) {
        return running.id(name);
    }

    @Test
    void refusesWhoeverHasNoToken() throws Exception {
        for (MockHttpServletRequestBuilder request : List.of(
                get(API + "/checks"),
                get(API + "/checks").header("Authorization", "Bearer wrong"),
                post(API + "/checks/" + id("disk") + "/run"),
                post(API + "/checks/" + id("disk") + "/run").header("Test-User", "anna"))) {
            MockHttpServletResponse answer = answer(request);
            assertThat(answer.getStatus()).isEqualTo(401);
            assertThat(answer.getContentType()).isEqualTo("application/problem+json");
            assertThat(answer.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void letsWhoeverIsSignedInRead() throws Exception {
        assertThat(answer(get(API + "/checks").header("Test-User", "anna")).getStatus())
                .isEqualTo(200);
    }

    @Test
    void permitsWhatTheScopeOfATokenSays() throws Exception {
        String run = API + "/checks/" + id("disk") + "/dry-run";
        assertThat(as(Permission.VIEW, post(run)).getStatus()).isEqualTo(403);
        assertThat(as(Permission.OPERATE, post(run)).getStatus()).isEqualTo(200);
        assertThat(as(Permission.OPERATE, post(API + "/policies/rule").content("{}"))
                        .getStatus())
                .isEqualTo(403);
        assertThat(as(Permission.OPERATE, get(API + "/tokens")).getStatus()).isEqualTo(403);
        assertThat(as(Permission.ADMINISTER, get(API + "/tokens")).getStatus()).isEqualTo(200);
    }

    @Test
    void pagesThroughTheChecksByName() throws Exception {
        String first =
                as(Permission.VIEW, get(API + "/checks").param("limit", "2")).getContentAsString();
        assertThat(first).contains("\"disk\"", "\"mail.queue\"").doesNotContain("\"stock.sync\"");
        String next = first.replaceAll("(?s).*\"next\":\"([^\"]+)\".*", "$1");

        assertThat(as(Permission.VIEW, get(API + "/checks").param("limit", "2").param("after", next))
                        .getContentAsString())
                .contains("\"stock.sync\"", "\"next\":null")
                .doesNotContain("\"mail.queue\"");
        assertThat(as(Permission.VIEW, get(API + "/checks").param("page", "2")).getContentAsString())
                .contains("there is no parameter 'page'");
        assertThat(as(Permission.VIEW, get(API + "/checks").param("limit", "1000000000"))
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void answersRunsAndValuesOfACheckThatWasRun() throws Exception {
        String check = API + "/checks/" + id("mail.queue");
        await().untilAsserted(() -> {
            as(Permission.OPERATE, post(check + "/run"));
            assertThat(as(Permission.VIEW, get(check + "/runs")).getContentAsString())
                    .contains("\"message\":\"7 mails not sent\"", "\"values\":[{\"label\":\"unsent\",\"value\":7");
        });
        await().untilAsserted(() -> assertThat(
                        as(Permission.VIEW, get(check + "/values").param("label", "unsent"))
                                .getContentAsString())
                .contains("\"label\":\"unsent\"", "\"average\":7.0"));
        assertThat(as(Permission.VIEW, get(check)).getContentAsString()).contains("\"status\":\"WARNING\"");
        assertThat(as(Permission.VIEW, get(check + "/values").param("from", "yesterday"))
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void changesAPolicyOnlyInTheVersionThatWasRead() throws Exception {
        MockHttpServletResponse added = as(
                Permission.ADMINISTER,
                post(API + "/policies/silence").content("{\"name\":\"deploy\",\"settings\":{\"nonsense\":\"1\"}}"));
        assertThat(added.getStatus()).isEqualTo(422);
        assertThat(added.getContentAsString()).contains("\"errors\":[{", "nonsense");
        String rule = "{\"name\":\"mails\",\"settings\":{\"label\":\"unsent\",\"warning-max\":\"5\"}}";
        MockHttpServletResponse created =
                as(Permission.ADMINISTER, post(API + "/policies/rule").content(rule));
        assertThat(created.getContentAsString()).contains("\"name\":\"mails\"");
        assertThat(created.getStatus()).isEqualTo(201);
        String path =
                API + "/policies/rule/" + created.getContentAsString().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
        String tag = created.getHeader("ETag");

        assertThat(as(Permission.ADMINISTER, put(path).content(rule)).getStatus())
                .isEqualTo(428);
        assertThat(as(
                                Permission.ADMINISTER,
                                put(path).content(rule.replace("5", "6")).header("If-Match", tag))
                        .getStatus())
                .isEqualTo(200);
        assertThat(as(Permission.ADMINISTER, put(path).content(rule).header("If-Match", tag))
                        .getStatus())
                .isEqualTo(412);
        assertThat(as(Permission.ADMINISTER, delete(path).header("If-Match", tag))
                        .getStatus())
                .isEqualTo(412);
        assertThat(as(
                                Permission.ADMINISTER,
                                delete(path)
                                        .header(
                                                "If-Match",
                                                as(Permission.VIEW, get(path)).getHeader("ETag")))
                        .getStatus())
                .isEqualTo(204);
    }

    @Test
    void refusesFieldsThatItDoesNotKnowAndBodiesThatAreNone() throws Exception {
        String tokens = API + "/tokens";
        MockHttpServletResponse unknown =
                as(Permission.ADMINISTER, post(tokens).content("{\"name\":\"x\",\"hash\":\"1\"}"));
        assertThat(unknown.getStatus()).isEqualTo(422);
        assertThat(unknown.getContentAsString()).contains("\"field\":\"hash\"");
        for (String body : List.of("", "[]", "{\"name\":\"a\",\"name\":\"b\"}", "{} x", "{".repeat(100))) {
            assertThat(as(Permission.ADMINISTER, post(tokens).content(body)).getStatus())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(as(Permission.ADMINISTER, post(tokens).content(" ".repeat(JsonReader.MOST_BYTES + 1)))
                        .getStatus())
                .isEqualTo(413);
    }

    @Test
    void showsServersWithoutTheirSecrets() throws Exception {
        assertThat(as(Permission.VIEW, get(API + "/servers")).getContentAsString())
                .isEqualTo("{\"items\":[],\"next\":null}");
        running.nsca()
                .stores()
                .servers()
                .save(
                        Server.builder("nagios", "nsca")
                                .address("127.0.0.1")
                                .hostName("shop")
                                .active(false)
                                .build(),
                        SecretChange.KEEP,
                        "anna");
        assertThat(as(Permission.VIEW, get(API + "/servers")).getContentAsString())
                .contains("\"name\":\"nagios\"", "\"hasSecret\":false", "\"waiting\":0");
    }

    @Test
    void saysThatNothingIsThere() throws Exception {
        for (String path : List.of(
                "/checks/x",
                "/checks/00000000-0000-0000-0000-000000000000",
                "/policies/nonsense",
                "/policies/rule/x")) {
            MockHttpServletResponse answer = as(Permission.VIEW, get(API + path));
            assertThat(answer.getStatus()).as(path).isEqualTo(404);
            assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        }
    }
}
