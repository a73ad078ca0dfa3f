/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** Who did what, in a real browser: an administrator sees it and undoes it, with and without scripts. */
@Tag("exhaustive")
class ActivityScreensTest {

    private static final Path DATA = Path.of("target", "activity-screens-data").toAbsolutePath();
    private static final String CHECK = "mail.queue";

    private static DemoInBrowser demo;

    @BeforeAll
    static void start() throws IOException {
        FileSystemUtils.deleteRecursively(DATA);
        demo = new DemoInBrowser(DATA, List.of());
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    private static void rename(Page page, String from, String to) {
        demo.open(page, "checks", from);
        click(page, AriaRole.LINK, "Edit");
        fill(page, "Name", to);
        save(page);
    }

    @Test
    void anAdministratorSeesWhoChangedACheckAndUndoesIt() {
        Page page = demo.signedIn("admin", ColorScheme.LIGHT, true);
        rename(page, CHECK, "mails");
        assertThat(page.getByText("Last changed by admin")).isVisible();
        Browser.requireAccessible(page);
        page.locator("main").getByText("Activity").click();

        assertThat(page.locator(".chip")).containsText("Only what was done to mails");
        assertThat(row(page, "Changed check")).containsText(Pattern.compile("name:\\s+mail.queue\\s[\\s\\S]*mails"));
        Browser.requireAccessible(page);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Undo: Changed check .*")))
                .first()
                .click();

        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Undone.");
        assertThat(page.locator(".chip")).containsText("Only what was done to mail.queue");
        assertThat(demo.complaints()).isEmpty();
    }

    @Test
    void bringsADeletedCheckBackWithoutScripts() {
        Page page = demo.signedIn("admin", ColorScheme.LIGHT, false);
        demo.open(page, "checks", "mail.delay");
        click(page, AriaRole.LINK, "Delete");
        click(page, AriaRole.BUTTON, "Delete");
        click(page, AriaRole.LINK, "Activity");
        page.getByLabel(Pattern.compile("Choose Deleted check mail.delay.*")).check();
        click(page, AriaRole.BUTTON, "Undo");

        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Undone.");
        demo.open(page, "checks", "mail.delay");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("mail.delay");
    }

    @Test
    void aViewerFindsEntriesAndCannotUndoThem() {
        Page page = demo.signedIn("viewer", ColorScheme.DARK, true);
        click(page, AriaRole.LINK, "Activity");
        page.getByLabel("Kind").selectOption("check");
        click(page, AriaRole.BUTTON, "Find");

        assertThat(page).hasURL(Pattern.compile(".*kind=check.*"));
        assertThat(page.getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText("Added check"))
                        .filter(new Locator.FilterOptions().setHasText("the application"))
                        .first())
                .isVisible();
        assertThat(page.getByText("Undo")).hasCount(0);
        Browser.requireAccessible(page);
    }
}
