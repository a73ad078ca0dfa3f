/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Sixty checks, of which one is CRITICAL and one WARNING. */
class CheckListMvcTest {

    private static final Pattern NAME = Pattern.compile("<th scope=\"row\"><a [^>]*>([^<]*)</a>");

    private static RunningScreens running;

    @BeforeAll
    static void start() throws Exception {
        List<CheckDefinition> definitions = new ArrayList<>();
        for (int i = 1; i <= 58; i++) {
            definitions.add(check("plain." + i, Status.OK));
        }
        definitions.add(check("Zebra.crossing", Status.CRITICAL));
        definitions.add(check("apple.tree", Status.WARNING));
        running = RunningScreens.with(definitions);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> running.nsca().stores().summaries().outlines().stream()
                        .allMatch(outline -> outline.summary().state().status() != null));
    }

    private static CheckDefinition check(String key, Status status) {
        return CheckDefinition.builder(new CheckKey(key), run -> CheckResult.of(status, "it is " + status))
                .defaults(CheckSettings.builder()
                        .service("Service of " + key)
                        .schedule(ScheduleSpec.every("1h"))
                        .spread(Duration.ZERO)
                        .build())
                .tags(List.of(key.startsWith("plain") ? "fruit" : "other"))
                .build();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void beAdministrator() {
        running.permission = Permission.ADMINISTER;
    }

    private static String page(MockHttpServletRequestBuilder request) throws Exception {
        return running.answer(request).getContentAsString();
    }

    private static List<String> names(String page) {
        Matcher found = NAME.matcher(page);
        List<String> names = new ArrayList<>();
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }

    private static MockHttpServletRequestBuilder list() {
        return get("/nscacheck/checks");
    }

    @Test
    void showsWhatIsWorstFirstAndFiftyOnAPage() throws Exception {
        String first = page(list());

        assertThat(names(first)).hasSize(50).startsWith("Zebra.crossing", "apple.tree", "plain.1", "plain.10");
        assertThat(first).contains("1 to 50 of 60", "href=\"/nscacheck/checks?page=2\"");
        assertThat(names(page(list().param("page", "2")))).hasSize(10).endsWith("plain.9");
        assertThat(names(page(list().param("page", "77")))).hasSize(10);
    }

    @Test
    void ordersByNameWhateverTheCase() throws Exception {
        String page = page(list().param("sort", "name"));

        assertThat(names(page)).startsWith("apple.tree", "plain.1");
        assertThat(page).contains("aria-sort=\"ascending\"");
        assertThat(names(page(list().param("sort", "name").param("turned", "1"))))
                .startsWith("Zebra.crossing", "plain.9");
    }

    @Test
    void findsByStateTextAndTag() throws Exception {
        assertThat(names(page(list().param("state", "problem")))).containsExactly("Zebra.crossing", "apple.tree");
        assertThat(names(page(list().param("state", "warning")))).containsExactly("apple.tree");
        assertThat(names(page(list().param("q", "OF ZEBRA")))).containsExactly("Zebra.crossing");
        assertThat(names(page(list().param("tag", "other")))).containsExactly("Zebra.crossing", "apple.tree");
        assertThat(page(list().param("q", "nothing like it"))).contains("No check matches.");
        assertThat(page(list().param("q", "\"><script>"))).doesNotContain("\"><script>");
    }

    @Test
    void countsTheChecksThatStandEachWay() throws Exception {
        assertThat(page(list()).replaceAll("\\s+", " "))
                .contains("<span>Problems</span> <strong>2</strong>")
                .contains("<span>CRITICAL</span> <strong>1</strong>")
                .contains("<span>OK</span> <strong>58</strong>")
                .doesNotContain("<span>UNKNOWN</span>");
    }

    @Test
    void pausesAndResumesSeveralAndComesBackToTheSameList() throws Exception {
        List<StoredCheck> chosen = running.nsca().stores().checks().findAll().subList(2, 5);
        running.permission = Permission.OPERATE;

        MockHttpServletResponse answer = several("pause", chosen);

        assertThat(answer.getRedirectedUrl()).isEqualTo("/nscacheck/checks?sort=name&done=pause-several");
        assertThat(names(page(list().param("state", "paused"))))
                .containsExactlyInAnyOrderElementsOf(
                        chosen.stream().map(StoredCheck::name).toList());
        several("resume", chosen);
        assertThat(page(list().param("state", "paused"))).contains("No check matches.");
    }

    @Test
    void letsAViewerChangeNothing() throws Exception {
        running.permission = Permission.VIEW;

        assertThat(page(list())).doesNotContain("type=\"checkbox\"");
        assertThat(several("pause", running.nsca().stores().checks().findAll()).getStatus())
                .isEqualTo(403);
    }

    @Test
    void saysWhatIsWrongWithSeveral() throws Exception {
        assertThat(several("pause", List.of()).getContentAsString()).contains("No check was chosen.");
        assertThat(several("burn", running.nsca().stores().checks().findAll()).getStatus())
                .isEqualTo(422);
    }

    private static MockHttpServletResponse several(String what, List<StoredCheck> chosen) throws Exception {
        MockHttpServletRequestBuilder request =
                post("/nscacheck/checks/several").param("do", what).param("sort", "name");
        chosen.forEach(check -> request.param("check", check.id().toString()));
        return running.answer(request);
    }

    @Test
    void showsOnTheFirstPageWhatNeedsAttention() throws Exception {
        String page = page(get("/nscacheck"));

        assertThat(page.replaceAll("\\s+", " "))
                .contains("2 checks need attention, 58 are OK; the newest result is from")
                .contains("Needs attention", "it is CRITICAL", "it is WARNING", "Next runs")
                .contains("No server is configured")
                .doesNotContain("it is OK");
    }
}
