/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Parameter;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Checks that programs add, change, pause and remove, and those that they may not. */
class CheckChangesTest {

    private static final String CHECKS = "/nscacheck/api/v1/checks";
    private static final CountDownLatch HELD = new CountDownLatch(1);

    private static RunningApi running;

    @BeforeAll
    static void start() {
        CheckDefinition mail = CheckDefinition.builder(new CheckKey("mail"), context -> CheckResult.of(0, "fine"))
                .tags(List.of("mails"))
                .parameters(List.of(new Parameter("limit", int.class, "5", "1", "100", List.of(), "most mails")))
                .defaults(CheckSettings.builder()
                        .service("Mail")
                        .schedule(ScheduleSpec.every("1h"))
                        .build())
                .build();
        CheckDefinition slow = CheckDefinition.of(
                new CheckKey("slow"), "Slow", ScheduleSpec.cron("0 0 3 1 1 ? 2090", "UTC"), context -> {
                    HELD.await();
                    return CheckResult.of(0, "done");
                });
        CheckDefinition internal = mail.toBuilder().internal(true).build();
        running = new RunningApi(List.of(mail, slow, ofKey(internal, "internal")), null);
    }

    private static CheckDefinition ofKey(CheckDefinition like, String key) {
        return CheckDefinition.builder(new CheckKey(key), like.handler())
                .defaults(like.defaults().toBuilder().service(key).build())
                .internal(true)
                .template(true)
                .build();
    }

    @AfterAll
    static void stop() {
        HELD.countDown();
        running.close();
    }

    private static MockHttpServletResponse admin(MockHttpServletRequestBuilder request) throws Exception {
        return running.as(Permission.ADMINISTER, request);
    }

    private static String added(String name) throws Exception {
        MockHttpServletResponse added = admin(post(CHECKS)
                .content("{\"method\":\"mail\",\"name\":\"" + name + "\",\"settings\":{\"service\":\"" + name
                        + "\",\"arguments\":{\"limit\":\"7\"},\"schedule\":{\"every\":\"5m\"},"
                        + "\"confirmation\":{\"attempts\":3},\"noResult\":{\"onTimeout\":\"UNKNOWN\"}}}"));
        assertThat(added.getStatus()).as(added.getContentAsString()).isEqualTo(201);
        return CHECKS + "/" + running.id(name);
    }

    @Test
    void addsACheckThatIsAnsweredAsItWasSent() throws Exception {
        String path = added("Mails A");
        String shown = running.as(Permission.VIEW, get(path)).getContentAsString();
        assertThat(shown)
                .contains("\"method\":\"mail\"", "\"every\":\"5m\"", "\"limit\":\"7\"", "\"tags\":[\"mails\"]")
                .contains("\"confirmation\":{\"attempts\":3,\"retryInterval\":\"1m\",\"reportEach\":false}")
                .contains("\"onTimeout\":\"UNKNOWN\"");
    }

    @Test
    void changesAndRemovesACheckOnlyInTheVersionThatWasRead() throws Exception {
        String path = added("Mails B");
        String tag = String.valueOf(running.as(Permission.VIEW, get(path)).getHeader("ETag"));
        String body = "{\"name\":\"Mails B2\",\"settings\":{\"service\":\"Mails B\",\"timeout\":\"20s\"}}";

        assertThat(admin(put(path).content(body)).getStatus()).isEqualTo(428);
        MockHttpServletResponse changed = admin(put(path).content(body).header("If-Match", tag));
        assertThat(changed.getStatus()).as(changed.getContentAsString()).isEqualTo(200);
        assertThat(changed.getContentAsString())
                .contains("\"timeout\":\"20s\"", "\"name\":\"Mails B2\"", "\"arguments\":{}");
        assertThat(changed.getHeader("ETag")).isNotEqualTo(tag);
        assertThat(admin(put(path).content(body).header("If-Match", tag)).getStatus())
                .isEqualTo(412);
        assertThat(admin(delete(path)).getStatus()).isEqualTo(428);
        assertThat(admin(delete(path).header("If-Match", tag)).getStatus()).isEqualTo(412);
        assertThat(admin(delete(path).header("If-Match", String.valueOf(changed.getHeader("ETag"))))
                        .getStatus())
                .isEqualTo(204);
        assertThat(running.as(Permission.VIEW, get(path)).getStatus()).isEqualTo(404);
    }

    @Test
    void namesTheFieldThatIsNotPossible() throws Exception {
        for (List<String> row : List.of(
                List.of("{\"method\":\"java.lang.Runtime\",\"name\":\"x\"}", "method"),
                List.of("{\"method\":\"internal\",\"name\":\"x\"}", "method"),
                List.of("{\"method\":\"mail\"}", "name"),
                List.of("{\"method\":\"mail\",\"name\":\"x\",\"state\":{}}", "state"),
                List.of("{\"method\":\"mail\",\"name\":\"x\",\"settings\":{\"owner\":\"me\"}}", "settings.owner"),
                List.of("{\"method\":\"mail\",\"name\":\"x\",\"settings\":{\"service\":\"a;b\"}}", "settings.service"),
                List.of("{\"method\":\"mail\",\"name\":\"x\",\"settings\":{\"spread\":\"-1s\"}}", "settings.spread"),
                List.of(
                        "{\"method\":\"mail\",\"name\":\"x\",\"settings\":{\"schedule\":{\"every\":\"5m\",\"cron\":\"x\"}}}",
                        "settings.schedule"),
                List.of(
                        "{\"method\":\"mail\",\"name\":\"x\",\"settings\":{\"confirmation\":{\"attempts\":1000}}}",
                        "settings.confirmation"),
                List.of(
                        "{\"method\":\"mail\",\"name\":\"x\",\"settings\":{\"arguments\":{\"limit\":7}}}",
                        "settings.arguments.limit"))) {
            MockHttpServletResponse answer = admin(post(CHECKS).content(row.get(0)));
            assertThat(answer.getStatus()).as(row.get(0)).isEqualTo(422);
            assertThat(answer.getContentAsString()).contains("\"field\":\"" + row.get(1) + "\"");
        }
        MockHttpServletResponse tooMany = admin(post(CHECKS)
                .content("{\"method\":\"mail\",\"name\":\"x\",\"settings\":{\"arguments\":{\"limit\":\"1000\"}}}"));
        assertThat(tooMany.getStatus()).isEqualTo(422);
        assertThat(tooMany.getContentAsString()).contains("limit", "1000");
    }

    @Test
    void pausesForATimeAndResumes() throws Exception {
        String path = added("Mails C");
        assertThat(running.as(Permission.VIEW, post(path + "/pause").content("{}"))
                        .getStatus())
                .isEqualTo(403);
        assertThat(running.as(Permission.OPERATE, post(path + "/pause").content("{\"length\":\"2h\"}"))
                        .getContentAsString())
                .containsPattern("\"pausedUntil\":\"2\\d{3}-");
        assertThat(running.as(Permission.VIEW, get(CHECKS).param("state", "PAUSED"))
                        .getContentAsString())
                .contains("\"Mails C\"")
                .doesNotContain("\"slow\"");
        assertThat(running.as(Permission.OPERATE, post(path + "/resume")).getContentAsString())
                .contains("\"pausedUntil\":null");
        assertThat(running.as(Permission.OPERATE, post(path + "/pause").content("{\"length\":\"0s\"}"))
                        .getStatus())
                .isEqualTo(422);
    }

    @Test
    void findsChecksByTagAndTextInBothOrders() throws Exception {
        added("Zebra one");
        added("zebra two");
        MockHttpServletRequestBuilder first = get(CHECKS)
                .param("text", "ZEBRA")
                .param("tag", "mails")
                .param("sort", "-name")
                .param("limit", "1");
        String page = running.as(Permission.VIEW, first).getContentAsString();
        assertThat(page).contains("\"zebra two\"").doesNotContain("\"Zebra one\"");
        String next = page.replaceAll("(?s).*\"next\":\"([^\"]+)\".*", "$1");
        assertThat(running.as(
                                Permission.VIEW,
                                get(CHECKS)
                                        .param("text", "zebra")
                                        .param("sort", "-name")
                                        .param("after", next))
                        .getContentAsString())
                .contains("\"Zebra one\"", "\"next\":null")
                .doesNotContain("\"zebra two\"");
        assertThat(running.as(Permission.VIEW, get(CHECKS).param("state", "SICK"))
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void listsWhatChecksCanBeMadeOf() throws Exception {
        assertThat(running.as(Permission.VIEW, get("/nscacheck/api/v1/methods")).getContentAsString())
                .contains("\"key\":\"mail\"", "\"name\":\"limit\",\"type\":\"int\",\"defaultValue\":\"5\"")
                .doesNotContain("\"internal\"");
    }

    @Test
    void answersATrialTooManyWith429() throws Exception {
        String trial = CHECKS + "/" + running.id("slow") + "/dry-run";
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        CompletableFuture<MockHttpServletResponse> refused = new CompletableFuture<>();
        for (int i = 0; i < 5; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            MockHttpServletResponse answer = running.as(Permission.OPERATE, post(trial));
                            if (answer.getStatus() == 429) {
                                refused.complete(answer);
                            }
                            return answer.getStatus();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    task -> new Thread(task).start()));
        }
        MockHttpServletResponse answer = refused.get();
        assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString()).contains("ask again in a moment");
        HELD.countDown();
        assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 200, 200, 200, 429);
    }
}
