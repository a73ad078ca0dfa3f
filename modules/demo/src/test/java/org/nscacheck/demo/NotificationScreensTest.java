/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.nscacheck.demo.DemoInBrowser.COUNT_CLICKS;
import static org.nscacheck.demo.DemoInBrowser.click;
import static org.nscacheck.demo.DemoInBrowser.fill;
import static org.nscacheck.demo.DemoInBrowser.requireFault;
import static org.nscacheck.demo.DemoInBrowser.row;
import static org.nscacheck.demo.DemoInBrowser.save;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.util.FileSystemUtils;

/** Rules, notifiers and notifications in a real browser, from a rule to the problem that somebody takes care of. */
@Tag("exhaustive")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NotificationScreensTest {

    private static final Path DATA =
            Path.of("target", "notification-screens-data").toAbsolutePath();
    private static final Path TOLD = DATA.resolve("told").resolve("people.log");
    private static final String CHECK = "mail.queue";

    private static DemoInBrowser demo;

    @BeforeAll
    static void start() throws IOException {
        FileSystemUtils.deleteRecursively(DATA);
        Files.createDirectories(TOLD.getParent());
        demo = new DemoInBrowser(DATA, List.of("--nscacheck.allowed-paths.receivers=" + TOLD.getParent()));
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    private static Page admin(ColorScheme scheme) {
        return demo.signedIn("admin", scheme, true);
    }

    private static LocatorAssertions.ContainsTextOptions soon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
    }

    /** Waits for the page with this heading, and asserts that everybody can use it. */
    private static void requireAccessible(Page page, String heading) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(heading);
        Browser.requireAccessible(page);
    }

    @Test
    @Order(1)
    void anAdministratorAddsANotifierTestsItAndLeadsProblemsToIt() throws IOException {
        Page page = admin(ColorScheme.LIGHT);
        click(page, AriaRole.LINK, "Notifications");
        assertThat(page.locator(".note").first()).containsText("there is no notifier yet");
        Browser.requireAccessible(page);
        click(page, AriaRole.LINK, "Add a notifier");
        requireAccessible(page, "New notifier: choose a kind");
        click(page, AriaRole.LINK, "A file, a line for each notification");
        fill(page, "Name", "people");
        fill(page, "Host name of this application", "tea-shop");
        fill(page, "File", "people.log");
        requireFault(page, "setting.path", "path");
        Browser.requireAccessible(page);
        fill(page, "File", TOLD.toString());
        save(page);
        Browser.requireAccessible(page);
        click(page, AriaRole.LINK, "people");
        click(page, AriaRole.BUTTON, "Test");
        assertThat(page.locator("#main > p.done")).containsText("The test was sent");
        assertThat(Files.readString(TOLD)).contains("This is a test of the notifier 'people', asked for by admin.");
        Browser.requireAccessible(page);

        click(page, AriaRole.LINK, "Notifications");
        click(page, AriaRole.LINK, "Add a route");
        fill(page, "Name", "everything");
        fill(page, "Notifiers", "peple");
        requireFault(page, "setting.notifiers", "people");
        fill(page, "Notifiers", "people");
        save(page);
        Browser.requireAccessible(page);
    }

    @Test
    @Order(2)
    void aRuleIsMadeFromTheChartOfACheckAndTriedOnThePastInFourClicksAtMost() {
        Page page = admin(ColorScheme.LIGHT);
        demo.open(page, "checks", CHECK);
        click(page, AriaRole.BUTTON, "Run now");
        page.getByText("started manually").first().waitFor();
        page.addInitScript(COUNT_CLICKS);
        page.reload();
        click(page, AriaRole.LINK, "Values");
        click(page, AriaRole.LINK, "Set lower limits for exceptions");
        assertThat(page.getByLabel("Check", new Page.GetByLabelOptions().setExact(true)))
                .hasValue(CHECK);
        assertThat(page.getByLabel("Metric", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("exceptions");
        fill(page, "Warning below", "");
        fill(page, "Failure below", "1000");
        click(page, AriaRole.BUTTON, "Try it on the past");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("It would have been CRITICAL once");
        save(page);
        assertThat(Integer.parseInt(String.valueOf(page.evaluate("sessionStorage.clicks"))))
                .isBetween(1, 4);
        assertThat(row(page, CHECK + " exceptions")).containsText("Active");
        Browser.requireAccessible(page);
    }

    @Test
    @Order(3)
    void theRuleFiresAndSomebodyAcknowledges() throws IOException {
        Page page = admin(ColorScheme.LIGHT);
        demo.open(page, "checks", CHECK);
        click(page, AriaRole.BUTTON, "Run now");
        assertThat(page.locator("#now .message")).containsText("\"" + CHECK + " exceptions\"", soon());
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Rules, table")))
                .containsText("judges this metric");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(TOLD).contains("exceptions"));
        page.reload();
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Notifications, table")))
                .containsText("Told: problem");
        Browser.requireAccessible(page);

        click(page, AriaRole.LINK, "Notifications");
        assertThat(row(page, CHECK)).containsText("told CRITICAL");
        Browser.requireAccessible(page);
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(Pattern.compile("Acknowledge .*" + CHECK + ".*")))
                .click();
        requireAccessible(page, "Acknowledge a problem");
        fill(page, "Reason", "looking into it");
        page.getByLabel("For how long").selectOption("4h");
        click(page, AriaRole.BUTTON, "Acknowledge");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Acknowledged.");
        assertThat(row(page, CHECK)).containsText("looking into it");
        Browser.requireAccessible(page);
    }

    @Test
    @Order(4)
    void anOperatorAsksWhoWouldGetItAndSilencesIt() {
        Page page = demo.signedIn("operator", ColorScheme.DARK, true);
        click(page, AriaRole.LINK, "Notifications");
        requireAccessible(page, "Notifications");
        fill(page, "Check", CHECK);
        click(page, AriaRole.BUTTON, "Ask");
        assertThat(row(page, "everything")).containsText("people");
        Browser.requireAccessible(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Silence .*" + CHECK + ".*")))
                .click();
        assertThat(page.getByLabel("Check", new Page.GetByLabelOptions().setExact(true)))
                .hasValue(CHECK);
        fill(page, "Reason", "deploy");
        save(page);
        assertThat(row(page, CHECK)).containsText("deploy");
    }

    @Test
    @Order(5)
    void eachPageIsReadableInTheDark() {
        Page page = admin(ColorScheme.DARK);
        for (String path : List.of("notifications?check=" + CHECK, "notifiers", "notifiers/new", "policies/rule")) {
            page.navigate(demo.base() + "/nscacheck/" + path);
            Browser.requireAccessible(page);
        }
        demo.open(page, "notifiers", "people");
        click(page, AriaRole.BUTTON, "Test");
        assertThat(page.locator("#main > p.done")).containsText("The test was sent");
        requireAccessible(page, "Edit notifier");
        demo.open(page, "checks", CHECK);
        requireAccessible(page, CHECK);
        click(page, AriaRole.LINK, "Notifications");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(Pattern.compile("Acknowledge .*" + CHECK + ".*")))
                .click();
        requireAccessible(page, "Acknowledge a problem");
    }

    @Test
    @Order(6)
    void noPageComplains() {
        assertThat(demo.complaints()).isEmpty();
    }
}
