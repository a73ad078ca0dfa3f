/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.nscacheck.testkit.daemon.Programs;

/** The installed Chromium without a window, and what must hold of every page it shows. */
final class Browser implements AutoCloseable {

    /** A name of this machine as that of another one: Chromium then says in {@code Origin} alone where a form comes from. */
    static final String PUBLIC_NAME = "monitoring.test";

    private static final List<String> QUIET = List.of(
            "--host-resolver-rules=MAP " + PUBLIC_NAME + " 127.0.0.1",
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

    /** The mark before the word of a state is a picture in one character, hidden from readers; the word is beside it. */
    private static final String MARK = "element => element.getAttribute('aria-hidden') === 'true'";

    /** What a table has scrolled out of its own region is as what is still in it. */
    private static final String SCROLLED = """
            element => {
              const region = element.closest('.scroll');
              return region !== null && element.closest('table') !== null && region.scrollWidth > region.clientWidth;
            }""";

    /** Marks of a chart are text in a picture; their colours are those of help texts on the same page, which are measured. */
    private static final String IN_PICTURE = "element => element.closest('svg[role=img]') !== null";

    /** Reasons why a contrast cannot be measured, and which elements they are accepted of. */
    private static final Map<String, String> UNMEASURABLE = Map.of(
            "nonBmp", MARK, "elmPartiallyObscured", SCROLLED, "imgNode", IN_PICTURE, "shortTextContent", IN_PICTURE);

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new ArrayList<>();
    private final Locale locale = Locale.getDefault();

    private Browser(Path program, Path node) {
        // Playwright lower-cases its own words by the default locale, which makes "lıght" of LIGHT in Turkish.
        Locale.setDefault(Locale.ROOT);
        System.setProperty("playwright.nodejs.path", node.toString());
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
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
        Path program = Programs.require("chromium");
        Path node = Programs.require("node");
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
            // A form with faults is shown again with this status, which Chromium reports as a failure; the login is the
            // host's.
            if (faulty
                    && !message.text().contains("status of 422")
                    && !page.url().endsWith("/login")) {
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
        // There are no frames, and without them the checker needs no window of its own.
        require(page, new AxeBuilder(page).setLegacyMode(true));
    }

    /** The same for what differs between light and dark. */
    static void requireContrast(Page page) {
        require(page, new AxeBuilder(page).setLegacyMode(true).withRules(List.of("color-contrast")));
    }

    private static void require(Page page, AxeBuilder checker) {
        AxeResults results = checker.analyze();
        assertThat(results.getViolations())
                .as(page.url())
                .extracting(rule -> rule.getId() + ": " + rule.getNodes())
                .isEmpty();
        assertThat(results.getIncomplete())
                .as("undecided at " + page.url())
                .flatExtracting(rule -> undecided(page, rule))
                .isEmpty();
    }

    /** A digit alone has the colours of the text around it; the checker takes it for a drawing. */
    private static boolean isOneCharacter(CheckedNode node) {
        return String.valueOf(node.getAny()).contains("messageKey=shortTextContent");
    }

    private static List<String> undecided(Page page, Rule rule) {
        return rule.getNodes().stream()
                .filter(node -> !isUnmeasurable(page, rule, node))
                .filter(node -> !isOneCharacter(node))
                .map(node -> rule.getId() + " at " + node.getTarget() + ": " + node.getAny())
                .toList();
    }

    private static boolean isUnmeasurable(Page page, Rule rule, CheckedNode node) {
        return rule.getId().equals("color-contrast")
                && reasons(node)
                        .allMatch(reason -> UNMEASURABLE.containsKey(reason)
                                && Boolean.TRUE.equals(
                                        page.locator(selector(node)).evaluate(UNMEASURABLE.get(reason))));
    }

    /** There are no frames, so that the path to an element is one selector. */
    private static String selector(CheckedNode node) {
        Object target = node.getTarget();
        return String.valueOf(target instanceof List<?> path ? path.get(path.size() - 1) : target);
    }

    private static Stream<String> reasons(CheckedNode node) {
        return node.getAny().stream()
                .map(check -> check.getData() instanceof Map<?, ?> data ? String.valueOf(data.get("messageKey")) : "");
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
        Locale.setDefault(locale);
    }
}
