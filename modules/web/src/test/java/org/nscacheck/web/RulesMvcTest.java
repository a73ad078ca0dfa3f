/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.HtmlUtils;

/** Threshold rules on the pages, and what comes of them: on a real database with a running engine. */
class RulesMvcTest {

    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);
    private static final String RULES = "/nscacheck/policies/rule";
    private static final AtomicInteger USED = new AtomicInteger();

    private static RunningScreens running;

    @BeforeAll
    static void start() throws Exception {
        running = RunningScreens.with(List.of(CheckDefinition.of(
                new CheckKey("disk"), "Disk", ScheduleSpec.every("1h"), context -> CheckResult.ok("looked")
                        .perf("used <%>", USED.get())
                        .uom("%")
                        .build())));
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

    private static List<Policy> rules() {
        return running.engine().policies().findAll(ANNA, PolicyKind.RULE);
    }

    private static MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return running.answer(request);
    }

    private static MockHttpServletRequestBuilder typed(String path) {
        return post(path).param("version", "0").param("name", "full").param("active", "true");
    }

    private static CheckView disk() {
        return running.engine().overview().checks(ANNA).stream()
                .filter(view -> view.stored().key().value().equals("disk"))
                .findFirst()
                .orElseThrow();
    }

    private static CheckResult run(int used) {
        USED.set(used);
        CheckId id = disk().stored().id();
        RecordedRun before = lastRun();
        await().until(() -> running.engine().administration().runNow(ANNA, id));
        await().until(() -> lastRun() != null && !lastRun().equals(before));
        return Objects.requireNonNull(lastRun().run().result());
    }

    private static @Nullable RecordedRun lastRun() {
        return disk().summaries().get(0).lastRun();
    }

    @Test
    void judgesTheNextRunByARuleThatWasSaved() throws Exception {
        assertThat(answer(typed(RULES + "/new")
                                .param("setting.check", "disk")
                                .param("setting.label", "used*")
                                .param("setting.failure-max", "95"))
                        .getRedirectedUrl())
                .endsWith(RULES + "?done=saved");
        assertThat(answer(get(RULES)).getContentAsString()).contains("full", "95", "used");

        assertThat(run(95).status()).isEqualTo(Status.OK);
        CheckResult bad = run(96);
        assertThat(bad.status()).isEqualTo(Status.CRITICAL);
        assertThat(bad.message()).contains("looked", "95", "\"full\"");

        running.engine().policies().delete(ANNA, rules().get(0).id());
        assertThat(run(97).status()).isEqualTo(Status.OK);
    }

    @Test
    void remembersFromRunToRunHowOftenAValueWasBad() throws Exception {
        answer(typed(RULES + "/new")
                .param("setting.label", "used*")
                .param("setting.failure-max", "95")
                .param("setting.hits", "3"));

        assertThat(run(99).status()).isEqualTo(Status.OK);
        assertThat(run(99).status()).isEqualTo(Status.OK);
        assertThat(run(99).status()).isEqualTo(Status.CRITICAL);
    }

    @Test
    void namesEachFaultAtItsField() throws Exception {
        MockHttpServletResponse refused = answer(
                typed(RULES + "/new").param("setting.failure-max", "much").param("setting.hits", "-1"));

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString())
                .contains("href=\"#setting.failure-max\"", "href=\"#setting.hits\"")
                .contains("value=\"much\"");
        assertThat(rules()).isEmpty();
    }

    @Test
    void showsWhatSomebodyElseHasStoredMeanwhile() throws Exception {
        answer(typed(RULES + "/new").param("setting.label", "used*").param("setting.failure-max", "95"));
        Policy rule = rules().get(0);
        String form = RULES + "/" + rule.id();
        answer(typed(form).param("setting.label", "used*").param("setting.failure-max", "90"));

        MockHttpServletResponse conflict =
                answer(typed(form).param("setting.label", "used*").param("setting.failure-max", "85"));

        assertThat(conflict.getStatus()).isEqualTo(409);
        assertThat(conflict.getContentAsString()).contains("Save over it", "90", "85");
        assertThat(rules().get(0).settings()).containsEntry("failure-max", "90");
    }

    @Test
    void leadsFromACheckToARuleForItsMetricAndShowsItThere() throws Exception {
        run(50);
        String page = "/nscacheck/checks/" + disk().stored().id();
        String shown = answer(get(page)).getContentAsString();
        assertThat(shown).contains("No rule");
        Matcher link =
                Pattern.compile("href=\"([^\"]*/policies/rule/new\\?[^\"]*)\"").matcher(shown);
        assertThat(link.find()).isTrue();

        ShownForm form = ShownForm.of(
                answer(get(URI.create(HtmlUtils.htmlUnescape(link.group(1))))).getContentAsString());
        assertThat(form.values().get("setting.check")).containsExactly("disk");
        assertThat(form.values().get("setting.label")).containsExactly("used <%>");
        MockHttpServletRequestBuilder request = post(form.action());
        form.values().forEach((name, values) -> {
            if (!name.equals("setting.failure-max")) {
                request.param(name, values.get(0));
            }
        });
        assertThat(answer(request.param("setting.failure-max", "95")).getRedirectedUrl())
                .endsWith("?done=saved");

        assertThat(answer(get(page)).getContentAsString())
                .contains("disk used &lt;%&gt;", "judges this metric, by its match on check, metric")
                .doesNotContain("<%>", "No rule");
        assertThat(run(96).status()).isEqualTo(Status.CRITICAL);
        running.permission = Permission.VIEW;
        assertThat(answer(get(page)).getContentAsString())
                .contains("judges this metric")
                .doesNotContain("/policies/rule/" + rules().get(0).id(), "/policies/rule/new");
    }

    @Test
    void marksRulesThatJudgeNothing() throws Exception {
        run(50);
        save("no such check", Map.of("check", "dis", "failure-max", "95"));
        save("no such metric", Map.of("check", "disk", "label", "usage", "failure-max", "95"));
        save("good", Map.of("check", "d*", "label", "used*", "failure-max", "95"));
        save("asleep", Map.of("check", "dis", "failure-max", "95"), false);

        String list = answer(get(RULES)).getContentAsString();

        assertThat(state(list, "no such check")).isEqualTo("Matches no check");
        assertThat(state(list, "no such metric")).isEqualTo("Has not been measured");
        assertThat(state(list, "good")).isEqualTo("Active");
        assertThat(state(list, "asleep")).isEqualTo("Inactive");
    }

    private static void save(String name, Map<String, String> settings) {
        save(name, settings, true);
    }

    private static void save(String name, Map<String, String> settings, boolean active) {
        running.engine()
                .policies()
                .save(ANNA, Policy.of(PolicyKind.RULE, name, settings).active(active));
    }

    /** Returns the last cell of the row of a rule. */
    private static String state(String list, String rule) {
        String row = list.substring(list.indexOf(">" + rule + "<"));
        Matcher cell = Pattern.compile("<(?:em class=\"note\"|span)>([^<]*)</(?:em|span)></td>\\s*</tr>")
                .matcher(row.replaceAll("\\s+</td>", "</td>"));
        return cell.find() ? cell.group(1) : "";
    }

    @Test
    void letsOnlyAdministratorsChangeRules() throws Exception {
        running.permission = Permission.OPERATE;
        assertThat(answer(get(RULES)).getStatus()).isEqualTo(200);
        assertThat(answer(get(RULES)).getContentAsString()).doesNotContain("/new");
        assertThat(answer(get(RULES + "/new")).getStatus()).isEqualTo(403);
        assertThat(answer(typed(RULES + "/new").param("setting.failure-max", "95"))
                        .getStatus())
                .isEqualTo(403);
        assertThat(rules()).isEmpty();
    }

    @Test
    void answersForAKindThatThereIsNot() throws Exception {
        assertThat(answer(get("/nscacheck/policies/nonsense")).getStatus()).isEqualTo(404);
        assertThat(answer(get(RULES + "/00000000-0000-0000-0000-000000000000")).getStatus())
                .isEqualTo(404);
    }
}
