/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Parameter;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Server;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Hostile names and results on each page, and what somebody may send who knows fields and addresses that no page offers. */
class HostileScreensTest {

    private static final String HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>";
    private static final String EXPRESSION = "#{T(java.lang.Runtime).getRuntime()} ${user.home} ${jndi:ldap://h/a} %s";

    private static final AtomicReference<String> GOT = new AtomicReference<>("");

    private static RunningScreens running;
    private static Map<String, String> things;

    @BeforeAll
    static void start() throws Exception {
        running = RunningScreens.with(List.of(CheckDefinition.builder(new CheckKey("disk"), context -> {
                    GOT.set(context.arguments().getOrDefault("folder", ""));
                    return CheckResult.critical(HOSTILE)
                            .perf(HOSTILE, 1)
                            .longOutput(HOSTILE)
                            .build();
                })
                .description(HOSTILE)
                .origin(HOSTILE)
                .tags(List.of("disk"))
                .parameters(List.of(new Parameter("folder", String.class, "/", null, null, List.of(), HOSTILE)))
                .defaults(CheckSettings.builder()
                        .service("Disk " + HOSTILE)
                        .schedule(ScheduleSpec.every("30d"))
                        .build())
                .build()));
        running.user = "anna" + HOSTILE;
        things = new ThingsOnScreens(running, HOSTILE).make();
        StoredCheck disk = disk();
        running.engine().administration().saveCheck(ThingsOnScreens.MAKER, disk.named("disk " + HOSTILE));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void beAdministrator() {
        running.permission = Permission.ADMINISTER;
    }

    private static StoredCheck disk() {
        return running.nsca().stores().checks().findAll().get(0);
    }

    private static MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return running.answer(request);
    }

    private static boolean isPage(MockHttpServletResponse answer) {
        return String.valueOf(answer.getContentType()).startsWith("text/html");
    }

    @Test
    void eachPageShowsHostileNamesAndResultsAsText() throws Exception {
        int marked = 0;
        for (ScreenRoute route : ScreenRoute.all()) {
            if (route.method().equals("GET")) {
                MockHttpServletResponse answer = answer(route.request(things));
                if (isPage(answer)) {
                    String text = answer.getContentAsString();
                    assertThat(text).as(route.toString()).doesNotContain("<script>alert", "<img src=x");
                    marked += text.contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x") ? 1 : 0;
                }
            }
        }
        assertThat(marked).as("pages that show it at all").isGreaterThan(25);
    }

    @Test
    void whatIsTypedComesBackAsTextToo() throws Exception {
        for (ScreenRoute route : ScreenRoute.all()) {
            if (route.method().equals("POST") && !route.path().endsWith("/delete")) {
                MockHttpServletRequestBuilder request = route.request(things);
                for (String field : List.of("host", "runbook", "reason", "length", "mark", "setting.check", "yaml")) {
                    request.param(field, HOSTILE);
                }
                assertThat(answer(request).getContentAsString())
                        .as(route.toString())
                        .doesNotContain("<script>alert", "<img src=x");
            }
        }
    }

    @Test
    void eachAnswerHasStrictHeaders() throws Exception {
        for (ScreenRoute route : ScreenRoute.all()) {
            if (route.method().equals("GET")) {
                MockHttpServletResponse answer = answer(route.request(things));
                assertThat(answer.getHeader("X-Content-Type-Options"))
                        .as(route.toString())
                        .isEqualTo("nosniff");
                if (route.least().isPresent()) {
                    assertThat(answer.getHeader("Content-Security-Policy"))
                            .as(route.toString())
                            .contains(
                                    "default-src 'none'",
                                    "script-src 'self'",
                                    "form-action 'self'",
                                    "base-uri 'none'",
                                    "frame-ancestors 'self'")
                            .doesNotContain("unsafe", "http");
                    assertThat(answer.getHeader("Referrer-Policy"))
                            .as(route.toString())
                            .isEqualTo("same-origin");
                    assertThat(answer.getHeader("Cache-Control"))
                            .as(route.toString())
                            .isEqualTo("no-store");
                }
            }
        }
    }

    @Test
    void noThingIsReachedByThePagesOfAnotherSort() throws Exception {
        List<Object> before = new ThingsOnScreens(running).state();
        String rule = "/nscacheck/policies/silence/" + things.get("rule");
        String server = "/nscacheck/notifiers/" + things.get("server");
        String notifier = "/nscacheck/servers/" + things.get("notifier");
        for (MockHttpServletRequestBuilder request : List.of(
                get(rule),
                get(rule + "/delete"),
                post(rule).param("version", "0").param("name", "taken"),
                post(rule + "/delete"),
                get(server),
                post(server).param("version", "0").param("name", "taken"),
                post(server + "/test"),
                get(notifier),
                post(notifier).param("version", "0").param("name", "taken"),
                post(notifier + "/run"),
                post(notifier + "/test").param("version", "0"),
                get("/nscacheck/notifiers/" + things.get("check")),
                get("/nscacheck/checks/" + things.get("server")),
                get("/nscacheck/checks/" + things.get("server") + "/runs/" + things.get("run")),
                get("/nscacheck/agents/" + things.get("token") + "/delete"))) {
            assertThat(answer(request).getStatus()).isEqualTo(404);
        }
        running.permission = Permission.OPERATE;
        assertThat(answer(post(rule + "/delete")).getStatus()).isEqualTo(404);
        assertThat(new ThingsOnScreens(running).state()).isEqualTo(before);
    }

    @Test
    void fieldsThatNoFormHasAreIgnored() throws Exception {
        Server before = server();
        ShownForm form = ShownForm.of(
                answer(get("/nscacheck/servers/" + things.get("server"))).getContentAsString());
        MockHttpServletRequestBuilder request = post(form.action()).param("node-host-name", "shop-2");
        form.values().forEach((name, values) -> {
            if (!name.equals("node-host-name") && !name.equals("kind")) {
                request.param(name, values.toArray(String[]::new));
            }
        });
        for (String field : List.of("kind", "id", "purpose", "locked", "secretCipher", "secret_cipher", "owner")) {
            request.param(field, "taken");
        }
        request.param("server.kind", "nagios-files").param("actor.permission", "ADMINISTER");
        assertThat(answer(request).getStatus()).isEqualTo(302);

        assertThat(server())
                .usingRecursiveComparison()
                .ignoringFields("version", "hostName", "secret")
                .isEqualTo(before);
        assertThat(server().hostName()).isEqualTo("shop-2");
        assertThat(server().locked()).isEqualTo(before.locked());
    }

    private static Server server() {
        return running.nsca().stores().servers().findByName("nagios" + HOSTILE).orElseThrow();
    }

    @Test
    void onlyMethodsOfTheCatalogueBecomeChecks() throws Exception {
        int checks = running.nsca().stores().checks().findAll().size();
        for (String method : List.of(
                "java.lang.Runtime.exec", "java.lang.System", "disk.getClass", "getClass", "disk#toString", "")) {
            for (String path : List.of("new", "form/try", "form/schedule")) {
                MockHttpServletRequestBuilder request = post("/nscacheck/checks/" + path)
                        .param("method", method)
                        .param("name", "taken")
                        .param("schedule", "code");
                assertThat(answer(request).getStatus()).as(path + " " + method).isBetween(400, 499);
            }
        }
        assertThat(running.nsca().stores().checks().findAll()).hasSize(checks);
    }

    @Test
    void anArgumentIsTextWhateverItLooksLike() throws Exception {
        MockHttpServletRequestBuilder request = post("/nscacheck/checks/form/try")
                .param("method", "disk")
                .param("version", "0")
                .param("name", "typed")
                .param("schedule", "code")
                .param("argument.folder", EXPRESSION);
        assertThat(answer(request).getStatus()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(GOT.get()).isEqualTo(EXPRESSION));
    }
}
