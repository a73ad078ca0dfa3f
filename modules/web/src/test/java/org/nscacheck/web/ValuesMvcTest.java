/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.MetricSeries;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The charts of a check, limits proposed from them, and rules tried on them: on a real database with ten days of history. */
class ValuesMvcTest {

    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);
    private static final String RULES = "/nscacheck/policies/rule";

    private static RunningScreens running;
    private static String values;

    @BeforeAll
    static void start() throws Exception {
        running = RunningScreens.with(List.of(
                CheckDefinition.of(
                        new CheckKey("disk"), "Disk", ScheduleSpec.every("1d"), context -> CheckResult.ok("looked")
                                .perf("used <%>", 50)
                                .uom("%")
                                .warn("70")
                                .perf("sent", 1)
                                .uom("c")
                                .build()),
                CheckDefinition.of(
                        new CheckKey("silent"), "Silent", ScheduleSpec.every("1d"), context -> CheckResult.ok("nothing")
                                .build())));
        await().until(() -> running.engine()
                .administration()
                .runNow(ANNA, check("disk").stored().id()));
        await().until(() -> series().size() == 2);
        values = "/nscacheck/checks/" + check("disk").stored().id() + "/values";
        long used = series("used <%>");
        fill("INSERT INTO nscacheck.nsca_value SELECT " + used + ", now() - n * interval '1 minute',"
                + " CASE WHEN n BETWEEN 1000 AND 1041 OR n BETWEEN 5000 AND 5009 THEN 95 ELSE 40 + n % 20 END"
                + " FROM generate_series(1, 14400) n");
        fill("INSERT INTO nscacheck.nsca_value SELECT " + series("sent") + ", now() - n * interval '1 minute',"
                + " (15000 - n) * 30 FROM generate_series(1, 14400) n");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void beAdministrator() {
        running.permission = Permission.ADMINISTER;
    }

    @AfterEach
    void removeRules() {
        rules().forEach(rule -> running.engine().policies().delete(ANNA, rule.id()));
    }

    private static void fill(String sql) throws SQLException {
        try (Connection connection = running.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static CheckView check(String key) {
        return running.engine().overview().checks(ANNA).stream()
                .filter(view -> view.stored().key().value().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<MetricSeries> series() {
        return running.engine().overview().series(ANNA, check("disk").stored().id());
    }

    private static long series(String label) {
        return series().stream()
                .filter(series -> series.label().equals(label))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static List<Policy> rules() {
        return running.engine().policies().findAll(ANNA, PolicyKind.RULE);
    }

    private static String page(String path) throws Exception {
        MockHttpServletResponse answer = running.answer(get(URI.create(path)));
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
        return answer.getContentAsString();
    }

    private static MockHttpServletRequestBuilder trial(String past) {
        return post(RULES + "/try")
                .param("version", "0")
                .param("name", "full")
                .param("active", "true")
                .param("past", past)
                .param("setting.check", "disk")
                .param("setting.label", "used*");
    }

    @Test
    void drawsEachMetricWithItsLimitsAndTheSameFiguresAsATable() throws Exception {
        String day = page(values);
        assertThat(day.split("<svg", -1)).hasSize(3);
        assertThat(day)
                .contains(
                        "role=\"img\"", "used &lt;%&gt;", "class=\"zone warning\"", "Warning below 0 % or above 70 %.")
                .contains("/s</text>", "0.5 /s", "charts.js", "<details>")
                .doesNotContain("style=", "onclick", "class=\"before\"");
        assertThat(page(values + "?range=week&compare=true")).contains("class=\"before\"", "Without the week before");
        for (String range : List.of("week", "month", "years")) {
            assertThat(page(values + "?range=" + range)).contains("class=\"mean\"", "aria-current=\"true\"");
        }
        assertThat(page("/nscacheck/checks/" + check("disk").stored().id())).contains(values);
        assertThat(page("/nscacheck/checks/" + check("silent").stored().id() + "/values"))
                .contains("has not measured anything yet");
    }

    @Test
    void theLimitsOfARuleThatJudgesNowAreDrawn() throws Exception {
        running.engine()
                .policies()
                .save(ANNA, Policy.of(PolicyKind.RULE, "full", Map.of("label", "used*", "failure-max", "88")));
        assertThat(page(values)).contains("class=\"zone critical\"", "Failure above 88 %.");
    }

    @Test
    void leadsToARuleWithLimitsFromTheChosenWeeks() throws Exception {
        String proposal = RULES + "/propose?check=" + check("disk").stored().id() + "&series=" + series("used <%>");
        assertThat(page(values)).contains("&amp;side=above");
        ShownForm form = ShownForm.of(page(proposal + "&side=above"));
        assertThat(form.values().get("setting.warning-max")).containsExactly("59");
        assertThat(form.values().get("setting.failure-max")).containsExactly("59");
        assertThat(form.values().get("setting.unit")).containsExactly("%");
        assertThat(form.values().get("setting.label")).containsExactly("used <%>");
        assertThat(page(proposal + "&side=above&weeks=1"))
                .contains("values of the last week", "&amp;weeks=12&amp;side=above");
        ShownForm low = ShownForm.of(page(proposal + "&side=below&weeks=2"));
        assertThat(low.values().get("setting.warning-min")).containsExactly("41");
        assertThat(low.values().get("setting.failure-min")).containsExactly("40");
        assertThat(low.values().get("setting.warning-max")).containsExactly("");
        ShownForm rate = ShownForm.of(
                page(RULES + "/propose?check=" + check("disk").stored().id() + "&series=" + series("sent")));
        assertThat(rate.values().get("setting.failure-max")).containsExactly("0.5");
        assertThat(rate.values().get("setting.unit")).containsExactly("");
    }

    @Test
    void showsWhatARuleWouldHaveReportedAndSavesNothing() throws Exception {
        String month = running.answer(trial("month").param("setting.failure-max", "90"))
                .getContentAsString();
        assertThat(month)
                .contains("It would have been CRITICAL 2 times, 52 min in all, in the last 30 days; first on")
                .contains("class=\"lane critical\"", "Judged by 14,401 values since", "value=\"90\"")
                .doesNotContain("means of an hour");
        assertThat(running.answer(trial("day").param("setting.failure-max", "90"))
                        .getContentAsString())
                .contains("CRITICAL once, 42 min in all, in the last 24 hours");
        assertThat(running.answer(trial("day").param("setting.failure-max", "96"))
                        .getContentAsString())
                .contains("It would have reported nothing in the last 24 hours.");
        assertThat(rules()).isEmpty();
    }

    @Test
    void aRuleThatIsOutrankedOrMatchesNothingSaysSo() throws Exception {
        running.engine()
                .policies()
                .save(
                        ANNA,
                        Policy.of(
                                PolicyKind.RULE,
                                "special",
                                Map.of("check", "disk", "label", "used <%>", "failure-max", "99")));
        assertThat(running.answer(trial("day").param("setting.failure-max", "90"))
                        .getContentAsString())
                .contains("This rule does not judge it");
        assertThat(running.answer(post(RULES + "/try")
                                .param("version", "0")
                                .param("name", "x")
                                .param("setting.check", "nosuch")
                                .param("setting.failure-max", "1"))
                        .getContentAsString())
                .contains("matches nothing that was ever measured");
    }

    @Test
    void aStoredRuleIsTriedInItsOwnPlace() throws Exception {
        running.engine()
                .policies()
                .save(ANNA, Policy.of(PolicyKind.RULE, "full", Map.of("label", "used*", "failure-max", "99")));
        Policy stored = rules().get(0);
        assertThat(page(RULES + "/" + stored.id())).contains("/policies/rule/try?id=" + stored.id());
        String shown = running.answer(
                        trial("day").param("id", stored.id().toString()).param("setting.failure-max", "90"))
                .getContentAsString();
        assertThat(shown).contains("CRITICAL once", "action=\"" + RULES + "/" + stored.id());
        assertThat(rules().get(0).settings()).containsEntry("failure-max", "99");
    }

    @Test
    void faultsOfTheRuleAreNamedAtTheirField() throws Exception {
        MockHttpServletResponse refused = running.answer(trial("day").param("setting.failure-max", "much"));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("href=\"#setting.failure-max\"", "value=\"much\"");
    }

    @Test
    void everybodySeesChartsAndOnlyAdministratorsProposeAndTry() throws Exception {
        running.permission = Permission.VIEW;
        assertThat(page(values)).contains("<svg").doesNotContain("/propose");
        assertThat(running.answer(trial("day").param("setting.failure-max", "90"))
                        .getStatus())
                .isEqualTo(403);
        assertThat(running.answer(get(RULES + "/propose?check="
                                + check("disk").stored().id() + "&series=1"))
                        .getStatus())
                .isEqualTo(403);
    }
}
