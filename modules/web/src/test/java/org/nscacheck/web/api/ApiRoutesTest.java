/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may use which route of the API: each route that there is stands in the table, with the least scope that opens it. */
class ApiRoutesTest {

    private static final String API = "/nscacheck/api/v1";
    private static final String NOTHING = "00000000-0000-0000-0000-000000000000";

    private static final Map<String, Permission> TABLE = new TreeMap<>(Map.ofEntries(
            Map.entry("GET /checks", Permission.VIEW),
            Map.entry("GET /checks/{id}", Permission.VIEW),
            Map.entry("GET /checks/{id}/runs", Permission.VIEW),
            Map.entry("GET /checks/{id}/values", Permission.VIEW),
            Map.entry("POST /checks", Permission.ADMINISTER),
            Map.entry("PUT /checks/{id}", Permission.ADMINISTER),
            Map.entry("DELETE /checks/{id}", Permission.ADMINISTER),
            Map.entry("POST /checks/{id}/pause", Permission.OPERATE),
            Map.entry("POST /checks/{id}/resume", Permission.OPERATE),
            Map.entry("GET /openapi.json", Permission.VIEW),
            Map.entry("GET /deliveries", Permission.VIEW),
            Map.entry("POST /deliveries/{id}/retry", Permission.OPERATE),
            Map.entry("POST /deliveries/{id}/discard", Permission.ADMINISTER),
            Map.entry("GET /methods", Permission.VIEW),
            Map.entry("GET /notifications", Permission.VIEW),
            Map.entry("GET /problems", Permission.VIEW),
            Map.entry("POST /problems/{check}/acknowledge", Permission.OPERATE),
            Map.entry("POST /problems/{check}/unacknowledge", Permission.OPERATE),
            Map.entry("POST /checks/{id}/run", Permission.OPERATE),
            Map.entry("POST /checks/{id}/dry-run", Permission.OPERATE),
            Map.entry("GET /policies/{kind}", Permission.VIEW),
            Map.entry("POST /policies/{kind}", Permission.ADMINISTER),
            Map.entry("GET /policies/{kind}/{id}", Permission.VIEW),
            Map.entry("PUT /policies/{kind}/{id}", Permission.ADMINISTER),
            Map.entry("DELETE /policies/{kind}/{id}", Permission.ADMINISTER),
            Map.entry("GET /servers", Permission.VIEW),
            Map.entry("GET /servers/{id}", Permission.VIEW),
            Map.entry("GET /servers/{id}/nagios.cfg", Permission.VIEW),
            Map.entry("GET /servers/{id}/icinga2.conf", Permission.VIEW),
            Map.entry("GET /export", Permission.ADMINISTER),
            Map.entry("POST /import", Permission.ADMINISTER),
            Map.entry("POST /servers", Permission.ADMINISTER),
            Map.entry("PUT /servers/{id}", Permission.ADMINISTER),
            Map.entry("DELETE /servers/{id}", Permission.ADMINISTER),
            Map.entry("GET /notifiers", Permission.VIEW),
            Map.entry("GET /notifiers/{id}", Permission.VIEW),
            Map.entry("POST /notifiers", Permission.ADMINISTER),
            Map.entry("PUT /notifiers/{id}", Permission.ADMINISTER),
            Map.entry("DELETE /notifiers/{id}", Permission.ADMINISTER),
            Map.entry("POST /notifiers/{id}/test", Permission.ADMINISTER),
            Map.entry("GET /tokens", Permission.ADMINISTER),
            Map.entry("POST /tokens", Permission.ADMINISTER),
            Map.entry("DELETE /tokens/{id}", Permission.ADMINISTER)));

    private static RunningApi running;

    @BeforeAll
    static void start() {
        running = new RunningApi(
                List.of(CheckDefinition.of(
                        new CheckKey("mail"), "Mail", ScheduleSpec.every("1h"), context -> CheckResult.of(0, "fine"))),
                null);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static List<String> routes() {
        List<String> routes = new ArrayList<>();
        RequestMappingHandlerMapping mapping = running.mvc()
                .getDispatcherServlet()
                .getWebApplicationContext()
                .getBean(RequestMappingHandlerMapping.class);
        for (RequestMappingInfo route : mapping.getHandlerMethods().keySet()) {
            assertThat(route.getMethodsCondition().getMethods())
                    .as("methods of " + route)
                    .isNotEmpty();
            for (RequestMethod method : route.getMethodsCondition().getMethods()) {
                route.getPatternValues().forEach(path -> routes.add(method + " " + path.substring(API.length())));
            }
        }
        return routes;
    }

    private static int status(String route, @Nullable Permission scope) throws Exception {
        String[] parts = route.split(" ", 2);
        String path = API
                + parts[1].replace("{kind}", "rule")
                        .replace("{check}", NOTHING)
                        .replace(
                                "{id}",
                                parts[1].startsWith("/checks")
                                        ? running.nsca()
                                                .stores()
                                                .checks()
                                                .findAll()
                                                .get(0)
                                                .id()
                                                .toString()
                                        : NOTHING);
        MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(HttpMethod.valueOf(parts[0]), path);
        if (scope != null) {
            request.header("Authorization", running.bearer(scope));
        }
        return running.mvc().perform(request).andReturn().getResponse().getStatus();
    }

    @Test
    void eachRouteStandsInTheTable() {
        assertThat(routes()).containsExactlyInAnyOrderElementsOf(TABLE.keySet());
    }

    @Test
    void theDescriptionTellsOfEachRouteAndItsScope() {
        assertThat(Routes.ALL).allSatisfy(route -> assertThat(TABLE)
                .containsEntry(route.method() + " " + route.path(), route.scope()));
        List<String> described = new ArrayList<>(Routes.ALL.stream()
                .map(route -> route.method() + " " + route.path())
                .toList());
        described.add("GET /openapi.json");
        assertThat(described).containsExactlyInAnyOrderElementsOf(routes());
    }

    @Test
    void eachRouteIsClosedToWhoeverMayNotUseIt() throws Exception {
        for (Map.Entry<String, Permission> row : TABLE.entrySet()) {
            assertThat(status(row.getKey(), null)).as(row.getKey()).isEqualTo(401);
            for (Permission scope : Permission.values()) {
                boolean may = scope.compareTo(row.getValue()) >= 0;
                assertThat(status(row.getKey(), scope) == 403)
                        .as(row.getKey() + " by " + scope)
                        .isEqualTo(!may);
            }
        }
    }
}
