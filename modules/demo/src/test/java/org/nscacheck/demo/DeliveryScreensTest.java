/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.nscacheck.demo.DemoInBrowser.click;
import static org.nscacheck.demo.DemoInBrowser.row;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.util.FileSystemUtils;

/** What waits for a server that has gone, in a real browser: it is seen, tried again, discarded and explained. */
@Tag("exhaustive")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeliveryScreensTest {

    private static final Path DATA = Path.of("target", "delivery-screens-data").toAbsolutePath();
    private static final Path PICTURES = Path.of(System.getProperty("nscacheck.screenshots", "target/screens"));

    private static DemoInBrowser demo;

    /** The demo with its server gone: all results of its checks wait. */
    @BeforeAll
    static void start() throws IOException {
        FileSystemUtils.deleteRecursively(DATA);
        Files.createDirectories(PICTURES);
        demo = new DemoInBrowser(DATA, List.of());
        update("UPDATE nscacheck.nsca_server SET port = 1, catch_up = 'ALL', version = version + 1");
        update("UPDATE nscacheck.nsca_due SET forced = true, due_at = now(), wake_at = now() WHERE active"
                + " AND lease_until IS NULL");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> count("state = 'WAITING' AND problem = 'UNREACHABLE'") > 0
                        && count("state = 'WAITING' AND problem IS NULL") > 5);
    }

    /** As if the server had been there for a moment, and did not know these services. */
    @BeforeEach
    void refuseTwo() {
        update("UPDATE nscacheck.nsca_delivery SET problem = 'UNREACHABLE' WHERE problem = 'REFUSED'");
        update(
                "UPDATE nscacheck.nsca_delivery SET problem = 'REFUSED', reason = 'refused: no such service on host shop',"
                        + " attempts = 1, not_before = now() + interval '10 minutes' WHERE id IN (SELECT id FROM"
                        + " nscacheck.nsca_delivery WHERE state = 'WAITING' ORDER BY id DESC LIMIT 2)");
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    private static void update(String sql) {
        demo.database().sql(sql).update();
    }

    private static long count(String condition) {
        return demo.database()
                .sql("SELECT count(*) FROM nscacheck.nsca_delivery WHERE " + condition)
                .query(Long.class)
                .single();
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
    }

    private static void tab(Page page, String name) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Lists of deliveries"))
                .getByText(name)
                .click();
    }

    @Test
    @Order(1)
    void anOperatorSeesWhatWaitsAndWhyAndHasItTriedAgain() {
        Page page = demo.signedIn("operator", ColorScheme.LIGHT, true);
        click(page, AriaRole.LINK, "Delivery");

        assertThat(page.getByText(Pattern.compile("results wait since .*They are kept; when it can be reached again"))
                        .first())
                .isVisible();
        assertThat(page.getByText("Discard")).hasCount(0);
        Browser.requireAccessible(page);
        shoot(page, "delivery-operator");
        tab(page, "Refused");
        assertThat(page.locator("tbody tr")).hasCount(2);
        Browser.requireAccessible(page);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Retry now: .*")))
                .first()
                .click();

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("A try begins now");
        assertThat(page).hasURL(Pattern.compile(".*tab=refused.*"));
        assertThat(count("problem = 'REFUSED' AND not_before IS NULL")).isOne();
        tab(page, "Waiting");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Retry all for monitoring"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("A try begins now");
        assertThat(demo.complaints()).isEmpty();
        page.context().close();
    }

    @Test
    @Order(2)
    void anAdministratorFindsOutWhatBecameOfAResult() {
        Page page = demo.signedIn("admin", ColorScheme.LIGHT, true);
        page.navigate(demo.base() + "/nscacheck/delivery?tab=refused");
        shoot(page, "delivery-refused");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Explain .*")))
                .first()
                .click();

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText(Pattern.compile("Run \\d+ of .*"));
        assertThat(page.getByText("refused: no such service on host shop").first())
                .isVisible();
        assertThat(page.getByText(Pattern.compile("bytes")).first()).isVisible();
        Browser.requireAccessible(page);
        shoot(page, "run-explained");
        click(page, AriaRole.LINK, "Back to the check");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Latest runs")))
                .isVisible();
        assertThat(demo.complaints()).isEmpty();
        page.context().close();
    }

    @Test
    @Order(3)
    void anAdministratorDiscardsForAReasonWithoutScripts() {
        Page page = demo.signedIn("admin", ColorScheme.LIGHT, false);
        page.navigate(demo.base() + "/nscacheck/delivery?tab=refused");
        Locator row = page.locator("tbody tr").first();
        String service = String.valueOf(row.locator("th").textContent()).strip().split("\n", 2)[0];
        row.getByRole(AriaRole.CHECKBOX).check();
        page.getByLabel("Reason to discard").fill("this service was removed");
        click(page, AriaRole.BUTTON, "Discard those chosen");

        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Discarded.");
        assertThat(count("state = 'DISCARDED'")).isOne();
        page.navigate(demo.base() + "/nscacheck/delivery?tab=recent&state=discarded");
        assertThat(row(page, service)).containsText("this service was removed (discarded by admin)");
        click(page, AriaRole.LINK, "Activity");
        assertThat(row(page, "Discarded what waited for server")).containsText("this service was removed");
        page.context().close();
    }

    @Test
    @Order(4)
    void isUsableInTheDarkAndOnAPhone() {
        Page page = demo.signedIn("admin", ColorScheme.DARK, true);
        for (String path : List.of("/delivery", "/delivery?tab=stuck", "/delivery?tab=recent")) {
            page.navigate(demo.base() + "/nscacheck" + path);
            Browser.requireContrast(page);
        }
        page.setViewportSize(320, 640);
        page.navigate(demo.base() + "/nscacheck/delivery");
        Browser.requireAccessible(page);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Explain .*")))
                .first()
                .click();
        Browser.requireAccessible(page);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
        shoot(page, "run-narrow");
        page.context().close();
    }
}
