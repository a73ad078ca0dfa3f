/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nscacheck.testkit.peer.Peers;

/** The installed Chromium without a window, and what must hold of every page it shows. */
final class Browser implements AutoCloseable {

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-default-apps",
            "--no-default-browser-check",
            "--disable-dev-shm-usage",
            "--metrics-recording-only");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new ArrayList<>();
    private final Locale locale = Locale.getDefault();

    private Browser(Path program, Path node) {
        // Playwright lower-cases its own words by the default locale, which makes "lıght" of LIGHT in Turkish.
        Locale.setDefault(Locale.ROOT);
        System.setProperty("playwright.nodejs.path", node.toString());
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(QUIET));
    }

    /** Starts Chromium; skips the test where it or node is not installed, or fails it where that is demanded. */
    static Browser start() {
        Path program = Peers.require("chromium");
        Path node = Peers.require("node");
        return new Browser(program, node);
    }

    /** Opens a window of its own for a person, in one of the two colour schemes. */
    Page window(ColorScheme scheme, boolean scripts) {
        BrowserContext context = chromium.newContext(new NewContextOptions()
                .setColorScheme(scheme)
                .setJavaScriptEnabled(scripts)
                .setViewportSize(1280, 900));
        Page page = context.newPage();
        page.setDefaultTimeout(15_000);
        page.onConsoleMessage(message -> {
            boolean faulty = message.type().equals("error") || message.type().equals("warning");
            // A form with faults is shown again with this status, which Chromium reports as a failure.
            if (faulty && !message.text().contains("status of 422")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        return page;
    }

    /** Returns what pages wrote to the console as errors or warnings, and scripts that failed. */
    List<String> complaints() {
        return complaints;
    }

    /** Asserts that the page can be used by everybody, as far as a program can tell. */
    static void requireAccessible(Page page) {
        List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
        assertThat(violations)
                .as(page.url())
                .extracting(rule -> rule.getId() + ": " + rule.getNodes())
                .isEmpty();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
        Locale.setDefault(locale);
    }
}
