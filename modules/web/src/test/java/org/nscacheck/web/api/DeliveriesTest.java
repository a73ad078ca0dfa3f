/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.DeliveryEntry;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Deliveries that programs list, try again and discard. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeliveriesTest {

    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);
    private static final String DELIVERIES = "/nscacheck/api/v1/deliveries";

    private static RunningApi running;
    private static Server closed;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningApi(List.of(check("a"), check("b"), check("c")), null);
        closed = running.engine()
                .administration()
                .saveServer(
                        ANNA,
                        Server.builder("closed", "nsca-ng")
                                .address("127.0.0.1")
                                .port(1)
                                .hostName("shop")
                                .settings(Map.of("identity", "shop"))
                                .build(),
                        SecretChange.set(Secret.of("geheim")));
        for (String name : List.of("a", "b", "c")) {
            running.as(Permission.OPERATE, post("/nscacheck/api/v1/checks/" + running.id(name) + "/run"));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> waiting().size() == 3);
    }

    private static CheckDefinition check(String key) {
        return CheckDefinition.of(
                new CheckKey(key), key, ScheduleSpec.every("12mo"), context -> CheckResult.of(1, key + " is bad"));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static List<DeliveryEntry> waiting() {
        return running.engine()
                .deliveries()
                .list(ANNA, DeliveryQuery.of(DeliveryGroup.WAITING, 10))
                .entries();
    }

    private static String body(MockHttpServletRequestBuilder request, int status) throws Exception {
        MockHttpServletResponse answer = running.as(Permission.ADMINISTER, request);
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return answer.getContentAsString();
    }

    @Test
    @Order(1)
    void listsWhatWaitsPartByPart() throws Exception {
        long second = waiting().get(1).id();

        assertThat(body(get(DELIVERIES + "?limit=2&server=" + closed.id()), 200))
                .contains("\"target\":\"shop/a\"", "\"message\":\"b is bad\"", "\"next\":\"" + second + "\"");
        assertThat(body(get(DELIVERIES + "?limit=2&after=" + second), 200)).contains("shop/c", "\"next\":null");
        assertThat(body(get(DELIVERIES).param("text", "B IS"), 200))
                .contains("shop/b")
                .doesNotContain("shop/a");
        assertThat(body(get(DELIVERIES + "?group=RECENT&state=ACCEPTED"), 200)).contains("\"items\":[]");
    }

    @Test
    @Order(2)
    void refusesWhatCannotBeMeant() throws Exception {
        for (String query : List.of("group=ALL", "state=CRITICAL", "after=x", "limit=501", "server=x", "sort=name")) {
            assertThat(body(get(DELIVERIES + "?" + query), 400)).contains(query.substring(0, query.indexOf('=')));
        }
        assertThat(body(post(DELIVERIES + "/x/retry"), 404)).contains("is no number of a delivery");
        assertThat(body(post(DELIVERIES + "/999999/retry"), 422)).contains("Delivery 999999 does not exist");
        assertThat(body(post(DELIVERIES + "/1/discard").content("{}"), 422)).contains("reason");
        assertThat(body(post(DELIVERIES + "/1/discard").content("{\"reason\":\"x\",\"force\":true}"), 422))
                .contains("there is no field 'force'");
    }

    @Test
    @Order(3)
    void triesOneAgainAndDiscardsAnother() throws Exception {
        long first = waiting().get(0).id();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        running.as(Permission.OPERATE, post(DELIVERIES + "/" + first + "/retry"))
                                .getStatus())
                .isEqualTo(200));

        long last = waiting().get(2).id();
        String discard = DELIVERIES + "/" + last + "/discard";
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(body(post(discard).content("{\"reason\":\"no such service\"}"), 200))
                        .contains("\"state\":\"DISCARDED\"", "no such service (discarded by token ADMINISTER)"));
        assertThat(body(post(discard).content("{\"reason\":\"again\"}"), 422)).contains("was already discarded");
    }
}
