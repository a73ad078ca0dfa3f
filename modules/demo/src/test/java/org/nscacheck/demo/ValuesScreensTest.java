/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nscacheck.demo.DemoInBrowser.COUNT_CLICKS;
import static org.nscacheck.demo.DemoInBrowser.click;
import static org.nscacheck.demo.DemoInBrowser.fill;
import static org.nscacheck.demo.DemoInBrowser.row;
import static org.nscacheck.demo.DemoInBrowser.save;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.util.FileSystemUtils;

/** Charts in a real browser: from a check's values to a rule that was tried on the past. */
@Tag("exhaustive")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ValuesScreensTest {

    private static final Path DATA = Path.of("target", "values-screens-data").toAbsolutePath();
    private static final Path PICTURES = Path.of("target", "values-screens-pictures");
    private static final String CHECK = "mail.queue";

    private static DemoInBrowser demo;

    @BeforeAll
    static void start() throws IOException {
        FileSystemUtils.deleteRecursively(DATA);
        demo = new DemoInBrowser(DATA, List.of());
        Page page = admin(ColorScheme.LIGHT);
        demo.open(page, "checks", CHECK);
        click(page, AriaRole.BUTTON, "Run now");
        page.getByText("started manually").first().waitFor();
        demo.database()
                .sql("UPDATE nscacheck.nsca_installation SET"
                        + " hours_until = date_trunc('day', now()) - interval '31 days',"
                        + " days_until = date_trunc('day', now()) - interval '31 days'")
                .update();
        demo.database()
                .sql("INSERT INTO nscacheck.nsca_value SELECT s.id, now() - n * interval '1 minute',"
                        + " 20 + 15 * sin(n / 200.0) + n % 7 + CASE WHEN n % 9000 BETWEEN 700 AND 800 THEN 90 ELSE 0 END"
                        + " FROM generate_series(1, 43199) n, nscacheck.nsca_series s"
                        + " JOIN nscacheck.nsca_check c ON c.id = s.check_id"
                        + " WHERE s.label = 'exceptions' AND c.name = 'mail.queue'")
                .update();
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

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Test
    @Order(1)
    void aRuleIsMadeFromTheChartOfACheckAndTriedOnThePastInFourClicks() {
        Page page = admin(ColorScheme.LIGHT);
        demo.open(page, "checks", CHECK);
        page.addInitScript(COUNT_CLICKS);
        page.reload();
        click(page, AriaRole.LINK, "Values");
        assertThat(page.locator("svg path.mean")).hasCount(1);
        click(page, AriaRole.LINK, "Set lower limits for exceptions");
        assertThat(page.getByText("Proposed from")).containsText("values of the last 4 weeks");
        assertThat(page.getByLabel("Check", new Page.GetByLabelOptions().setExact(true)))
                .hasValue(CHECK);
        assertThat(page.getByLabel("Warning below", new Page.GetByLabelOptions().setExact(true)))
                .hasValue(Pattern.compile("\\d+"));
        fill(page, "Warning below", "");
        fill(page, "Failure below", "12");
        click(page, AriaRole.BUTTON, "Try it on the past");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("It would have been CRITICAL");
        assertThat(page.getByLabel("Failure below", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("12");
        shoot(page, "trial");
        Browser.requireAccessible(page);
        save(page);
        assertThat(Integer.parseInt(String.valueOf(page.evaluate("sessionStorage.clicks"))))
                .isBetween(1, 4);
        assertThat(row(page, CHECK + " exceptions")).containsText("Active");
    }

    @Test
    @Order(3)
    void chartsCanBeUsedByEverybodyInLightAndDark() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = admin(scheme);
            demo.open(page, "checks", CHECK);
            click(page, AriaRole.LINK, "Values");
            click(page, AriaRole.LINK, "7 days");
            click(page, AriaRole.LINK, "Compare with the week before");
            assertThat(page.locator("svg path.before")).hasCount(1);
            assertThat(page.locator("svg .zone.critical")).hasCount(1);
            Browser.requireAccessible(page);
            shoot(page, "values-" + scheme.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    @Order(4)
    void aChartTellsTheValueUnderThePointer() {
        Page page = admin(ColorScheme.LIGHT);
        demo.open(page, "checks", CHECK);
        click(page, AriaRole.LINK, "Values");
        Locator reading = page.locator(".reading").first();
        assertThat(reading).containsText("Lowest");
        page.locator("figure.chart svg").first().hover();
        assertThat(reading).containsText(Pattern.compile("\\d\\d:\\d\\d, mean .*, lowest .*, highest "));
        assertThat(page.locator("svg .pointer").first()).isVisible();
        page.locator("h1").hover();
        assertThat(reading).containsText("Lowest");
    }

    @Test
    @Order(5)
    void withoutScriptsTheChartAndItsTableAreThere() {
        Page page = demo.signedIn("viewer", ColorScheme.LIGHT, false);
        demo.open(page, "checks", CHECK);
        click(page, AriaRole.LINK, "Values");
        assertThat(page.locator("svg path.mean")).hasCount(1);
        page.getByText("The same as a table").click();
        assertThat(page.locator("details tbody tr").first()).isVisible();
    }

    @Test
    @Order(6)
    void noPageComplains() {
        assertThat(demo.complaints()).isEmpty();
    }
}
