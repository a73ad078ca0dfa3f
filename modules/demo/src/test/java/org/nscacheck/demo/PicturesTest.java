/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.nscacheck.demo.DemoInBrowser.click;
import static org.nscacheck.demo.DemoInBrowser.fill;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Makes the pictures of the documentation, when the property names the directory to write them to: {@code docs/images}. */
@EnabledIfSystemProperty(named = "nscacheck.pictures", matches = ".+", disabledReason = "no pictures are wanted")
class PicturesTest {

    private static final Path PICTURES = Path.of(System.getProperty("nscacheck.pictures", "target"));
    private static final int SERVICES = 10;

    @Test
    void showsTheDemoAndItsScreens() throws IOException {
        Files.createDirectories(PICTURES);
        Path data = Files.createTempDirectory("nscacheck-pictures-");
        try (DemoInBrowser demo = DemoInBrowser.withoutAwkwardChecks(data)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> reported(demo) == SERVICES);
            Page page = demo.signedIn("admin", ColorScheme.LIGHT, true);
            page.navigate(demo.base() + "/");
            shoot(page, "demo");

            page.navigate(demo.base() + "/nscacheck/checks");
            shoot(page, "checks");
            demo.open(page, "checks", "mail.delay");
            click(page, AriaRole.BUTTON, "Run now");
            assertThat(page.getByText("started manually").first()).isVisible();
            assertThat(page.locator(".delivery")).containsText("Sent");
            shoot(page, "check");
            click(page, AriaRole.LINK, "Edit");
            shoot(page, "check-form");

            page.navigate(demo.base() + "/nscacheck/servers/new?kind=nsca");
            fill(page, "Name", "nagios");
            fill(page, "Address", "nagios.example.org");
            fill(page, "Port", "70000");
            fill(page, "Host name of this application", "shop");
            fill(page, "Password", "not shown again");
            click(page, AriaRole.BUTTON, "Save");
            assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("port 70000 is outside 1 to 65535");
            shoot(page, "server-form");
            assertThat(demo.complaints()).isEmpty();
        }
    }

    private static long reported(DemoInBrowser demo) {
        return demo.database()
                .sql("SELECT count(*) FROM received_status")
                .query(Long.class)
                .single();
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
