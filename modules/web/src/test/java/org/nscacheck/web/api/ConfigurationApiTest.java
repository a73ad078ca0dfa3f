/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.mock.web.MockHttpServletResponse;

/** The whole configuration by the REST API. */
class ConfigurationApiTest {

    private static final String API = "/nscacheck/api/v1";

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

    private static MockHttpServletResponse imported(String query, String yaml) throws Exception {
        return running.as(
                Permission.ADMINISTER,
                post(API + "/import" + query).contentType("application/yaml").content(yaml));
    }

    private static List<String> services() {
        return running.nsca().stores().checks().findAll().stream()
                .map(check -> String.valueOf(check.settings().service()))
                .toList();
    }

    @Test
    void aDryRunTellsAndTheImportDoes() throws Exception {
        String yaml = "nscacheck: {checks: {second: {key: mail, service: Second}}}";
        MockHttpServletResponse dry = imported("?dry-run=true", yaml);
        assertThat(dry.getStatus()).isEqualTo(200);
        assertThat(dry.getContentAsString()).contains("\"imported\":false", "\"deed\":\"ADD\"", "\"name\":\"second\"");
        assertThat(services()).doesNotContain("Second");
        assertThat(imported("?basis=0", yaml).getStatus()).isEqualTo(412);

        assertThat(imported("", yaml).getContentAsString()).contains("\"imported\":true");

        assertThat(services()).contains("Second");
        assertThat(running.as(Permission.ADMINISTER, get(API + "/export")).getContentAsString())
                .contains("    second:\n      key: mail\n      service: Second\n");
        assertThat(imported("", yaml).getContentAsString()).contains("\"deed\":\"NONE\"");
    }

    @Test
    void whatIsNotPossibleIsToldByItsLineAndStoresNothing() throws Exception {
        MockHttpServletResponse unread = imported("", "nscacheck:\n  checks:\n    a: &a {}\n");
        assertThat(unread.getStatus()).isEqualTo(422);
        assertThat(unread.getContentAsString()).contains("\"line 3\"", "anchors and aliases are not read");
        MockHttpServletResponse faulty =
                imported("", "nscacheck:\n  checks:\n    a: {key: mail, service: A}\n    b: {key: nothing}\n");
        assertThat(faulty.getStatus()).isEqualTo(422);
        assertThat(faulty.getContentAsString()).contains("\"line 4\"", "there is no check 'nothing' in the code");
        assertThat(services()).doesNotContain("A");
        assertThat(imported("?dry-run=perhaps", "{}").getStatus()).isEqualTo(400);
    }
}
