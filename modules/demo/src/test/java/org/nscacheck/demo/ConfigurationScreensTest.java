/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nscacheck.demo.DemoInBrowser.click;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** The configuration as a file, in a real browser: downloaded, changed, uploaded, looked at, imported, and undone. */
@Tag("exhaustive")
class ConfigurationScreensTest {

    private static final Path DATA =
            Path.of("target", "configuration-screens-data").toAbsolutePath();
    private static final Path PICTURES =
            Path.of("target", "configuration-screens").toAbsolutePath();

    private static DemoInBrowser demo;

    @BeforeAll
    static void start() throws IOException {
        FileSystemUtils.deleteRecursively(DATA);
        Files.createDirectories(PICTURES);
        demo = new DemoInBrowser(DATA, List.of());
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static Path exported(Page page) {
        Download download = page.waitForDownload(() -> click(page, AriaRole.LINK, "Download the configuration"));
        assertThat(download.suggestedFilename()).isEqualTo("nscacheck.yml");
        return download.path();
    }

    @Test
    void anAdministratorMovesACheckByFile() throws IOException {
        Page page = demo.signedIn("admin", ColorScheme.LIGHT, true);
        click(page, AriaRole.LINK, "Import/export");
        Browser.requireAccessible(page);
        picture(page, "config");
        String yaml = Files.readString(exported(page))
                .replaceFirst(
                        "  checks:\n",
                        "  checks:\n    \"[copied by file]\":\n      key: mail.queue\n      service: Copied\n");
        Path changed = Files.writeString(PICTURES.resolve("changed.yml"), yaml);

        page.getByLabel("File", new Page.GetByLabelOptions().setExact(true)).setInputFiles(changed);
        click(page, AriaRole.BUTTON, "Preview the file");
        assertThat(page.getByText(Pattern.compile("^1 to add, 0 to change, 0 to remove")))
                .isVisible();
        Browser.requireAccessible(page);
        picture(page, "preview");
        click(page, AriaRole.BUTTON, "Import what is chosen");

        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Imported.");
        demo.open(page, "checks", "copied by file");
        click(page, AriaRole.LINK, "Monitoring configuration");
        assertThat(page.getByText("service_description Copied").first()).isVisible();
        Browser.requireAccessible(page);
        picture(page, "definitions");
        assertThat(demo.complaints()).isEmpty();
    }

    @Test
    void pastesAFaultyTextWithoutScriptsInTheDark() {
        Page page = demo.signedIn("admin", ColorScheme.DARK, false);
        click(page, AriaRole.LINK, "Import/export");
        page.getByLabel("Or paste it").fill("nscacheck:\n  checks:\n    a: {evry: 5m}\n");
        click(page, AriaRole.BUTTON, "Preview the text");

        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("Line 3: there is no 'evry' here");
        assertThat(page.getByLabel("Or paste it")).hasValue(Pattern.compile("evry"));
        picture(page, "faulty");
    }
}
