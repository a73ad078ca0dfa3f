/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.nscacheck.demo.DemoInBrowser.click;
import static org.nscacheck.demo.DemoInBrowser.signIn;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.matrix.Row;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** The screens in a real browser: what each of the three kinds of people sees and can do. */
@Tag("exhaustive")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScreensTest {

    private static final String CANARY = "canary-7Q3x-password";
    private static final Path DATA = Path.of("target", "screens-test-data").toAbsolutePath();
    private static final Path PICTURES = Path.of(System.getProperty("nscacheck.screenshots", "target/screens"));

    private static DemoInBrowser demo;
    private static String base = "";

    @BeforeAll
    static void start() throws IOException {
        FileSystemUtils.deleteRecursively(DATA);
        demo = new DemoInBrowser(DATA, List.of());
        base = demo.base();
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    private static Page signedIn(String user, ColorScheme scheme, boolean scripts) {
        return demo.signedIn(user, scheme, scripts);
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    private static LocatorAssertions.ContainsTextOptions soon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
    }

    @Test
    @Order(1)
    void anAdministratorGetsFromNothingToAResultAtARealDaemon() throws Exception {
        Path commands = Files.createTempFile("nscacheck-screens-", ".cmd");
        try (NscaDaemon daemon = NscaDaemon.builder()
                .mode(NscaDaemon.Mode.SINGLE)
                .method(14)
                .password(CANARY)
                .commandFile(commands)
                .start()) {
            Page page = signedIn("admin", ColorScheme.LIGHT, true);
            click(page, AriaRole.LINK, "Servers");
            click(page, AriaRole.LINK, "New server");
            click(page, AriaRole.LINK, "NSCA: the daemon nsca of Nagios, Icinga or Shinken");
            page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("nagios");
            page.getByLabel("Address").fill("127.0.0.1");
            page.getByLabel("Port").fill("70000");
            page.getByLabel("Host name of this application").fill("shop");
            page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill(CANARY);
            page.getByLabel("Encryption").selectOption("14");
            click(page, AriaRole.BUTTON, "Save");

            assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("port 70000 is outside 1 to 65535");
            assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue("nagios");
            assertThat(page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue("");
            Browser.requireAccessible(page);
            shoot(page, "server-form");
            page.getByLabel("Port").fill(String.valueOf(daemon.port()));
            page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill(CANARY);
            click(page, AriaRole.BUTTON, "Save");
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Saved.");

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Checks .* of nagios")))
                    .click();
            assertThat(page.locator(".chip")).containsText("nagios");
            click(page, AriaRole.LINK, "New check");
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Mail queue").setExact(true))
                    .click();
            page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("mails for nagios");
            page.getByLabel("Service", new Page.GetByLabelOptions().setExact(true))
                    .fill("Mails; all");
            assertThat(page.getByLabel("nagios", new Page.GetByLabelOptions().setExact(true)))
                    .isChecked();
            click(page, AriaRole.BUTTON, "Save");
            assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("contains ';'");
            shoot(page, "check-form");
            page.getByLabel("Service", new Page.GetByLabelOptions().setExact(true))
                    .fill("Mails for Nagios");
            page.getByLabel("Every", new Page.GetByLabelOptions().setExact(true))
                    .check();
            page.getByLabel("Number").fill("10");
            Browser.requireAccessible(page);
            click(page, AriaRole.BUTTON, "Save");
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Saved.");

            click(page, AriaRole.BUTTON, "Run now");
            assertThat(page.locator(".delivery")).containsText("this protocol cannot confirm", soon());
            assertThat(page.getByText("started manually").first()).isVisible();
            Browser.requireAccessible(page);
            shoot(page, "check");
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(Files.readString(commands))
                    .contains("PROCESS_SERVICE_CHECK_RESULT;shop;Mails for Nagios;"));
            secretIsNowhere(page);
        } finally {
            Files.deleteIfExists(commands);
        }
        assertThat(demo.complaints()).isEmpty();
    }

    private static void secretIsNowhere(Page page) {
        for (String path : List.of("/checks", "/servers", "/checks/new", "/servers/new")) {
            page.navigate(base + "/nscacheck" + path);
            assertThat(page.content()).doesNotContain(CANARY);
        }
        click(page, AriaRole.LINK, "Servers");
        click(page, AriaRole.LINK, "nagios");
        assertThat(page.getByText("A password is set; it is never shown")).isVisible();
        assertThat(page.content()).doesNotContain(CANARY);

        JdbcClient database = demo.database();
        List<String> tables = database.sql("SELECT table_schema || '.' || table_name FROM information_schema.tables"
                        + " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')")
                .query(String.class)
                .list();
        assertThat(tables).contains("nscacheck.nsca_server");
        for (String table : tables) {
            assertThat(database.sql("SELECT count(*) FROM " + table
                                    + " t WHERE strpos(t::text, :clear) > 0 OR strpos(t::text, :hex) > 0")
                            .param("clear", CANARY)
                            .param(
                                    "hex",
                                    HexFormat.of().formatHex(CANARY.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    @Order(2)
    void everyPageCanBeUsedByEverybodyInLightAndDark() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Consumer<Page> requireUsable =
                    scheme == ColorScheme.LIGHT ? Browser::requireAccessible : Browser::requireContrast;
            Page page = signedIn("admin", scheme, true);
            for (String path : List.of(
                    "/",
                    "/checks",
                    "/servers",
                    "/checks/new",
                    "/servers/new",
                    "/servers/new?kind=nsca",
                    "/servers/new?kind=nsca-ng",
                    "/servers/new?kind=nagios-files",
                    "/delivery",
                    "/delivery?tab=recent",
                    "/activity")) {
                page.navigate(base + "/nscacheck" + path);
                requireUsable.accept(page);
                shoot(
                        page,
                        (path.equals("/") ? "overview" : path.substring(1).replaceAll("[/?=]", "-")) + "-"
                                + scheme.name().toLowerCase(java.util.Locale.ROOT));
            }
            page.navigate(base + "/nscacheck/checks");
            page.locator("tbody a").first().click();
            requireUsable.accept(page);
            page.setViewportSize(320, 640);
            requireUsable.accept(page);
            click(page, AriaRole.LINK, "Edit");
            requireUsable.accept(page);
            page.context().close();
        }
        assertThat(demo.complaints()).isEmpty();
    }

    @Test
    @Order(3)
    void aViewerSeesEverythingAndCanChangeNothing() {
        Page page = signedIn("viewer", ColorScheme.DARK, true);
        assertThat(page.getByRole(AriaRole.BUTTON)).hasText(new String[] {"Sign out", "Find"});
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New check")))
                .hasCount(0);
        page.locator("tbody a").first().click();
        String check = page.url();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Last result")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON)).hasText(new String[] {"Sign out"});
        Browser.requireAccessible(page);

        JdbcClient database = demo.database();
        String configuration = "SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM (SELECT row_to_json(s)::text FROM"
                + " nscacheck.nsca_server s UNION ALL SELECT row_to_json(c)::text FROM nscacheck.nsca_check c) t";
        String before = database.sql(configuration).query(String.class).single();
        page.navigate(base + "/login");
        String token = page.locator("input[name=_csrf]").getAttribute("value");
        String server = database.sql("SELECT id::text FROM nscacheck.nsca_server LIMIT 1")
                .query(String.class)
                .single();
        for (String path : List.of(
                check + "/run",
                check + "/edit",
                check + "/delete",
                base + "/nscacheck/checks/new",
                base + "/nscacheck/servers/new",
                base + "/nscacheck/servers/" + server,
                base + "/nscacheck/servers/" + server + "/delete",
                base + "/nscacheck/activity/undo",
                base + "/nscacheck/delivery/retry",
                base + "/nscacheck/delivery/retry-all",
                base + "/nscacheck/delivery/discard",
                base + "/nscacheck/environment/confirm")) {
            APIResponse answer = page.request()
                    .post(
                            path,
                            RequestOptions.create()
                                    .setForm(FormData.create()
                                            .set("_csrf", token)
                                            .set("version", "0")
                                            .set("kind", "nsca")
                                            .set("method", "mail.queue")
                                            .set("name", "evil")
                                            .set("receiver", server)
                                            .set("one", "1")));
            assertThat(answer.status()).as(path).isEqualTo(403);
        }
        for (String path : List.of("/checks/new", "/servers/new", "/servers/" + server)) {
            assertThat(page.request().get(base + "/nscacheck" + path).status())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(database.sql(configuration).query(String.class).single()).isEqualTo(before);
        page.context().close();
    }

    @Test
    @Order(4)
    void anOperatorRunsACheckWithoutScripts() {
        Page page = signedIn("operator", ColorScheme.LIGHT, false);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("stock.level"))
                .or(page.locator("tbody a"))
                .first()
                .click();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Edit")))
                .hasCount(0);
        click(page, AriaRole.BUTTON, "Run now");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Locator reload = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Reload"));
            if (reload.count() > 0) {
                reload.click();
            }
            assertThat(page.getByText("started manually").count()).isPositive();
        });
        page.context().close();
    }

    @Test
    @Order(5)
    void aFormWithoutTokenOrFromElsewhereIsRefused() {
        Page page = signedIn("admin", ColorScheme.LIGHT, true);
        page.locator("tbody a").first().click();
        String run = page.url() + "/run";
        assertThat(page.request().post(run).status()).as("no token").isEqualTo(403);
        String token = page.locator("input[name=_csrf]").first().getAttribute("value");
        APIResponse elsewhere = page.request()
                .post(
                        run,
                        RequestOptions.create()
                                .setHeader("Origin", "https://evil.example")
                                .setForm(FormData.create().set("_csrf", token)));
        assertThat(elsewhere.status()).as("from elsewhere").isEqualTo(403);
        assertThat(elsewhere.text()).contains("sent by another site");
        page.context().close();
    }

    @Test
    @Order(6)
    @Row(value = "R60", done = "in a browser, while a run is awaited: the page stays, says so, and is come back to")
    void keepsThePageWhenTheSessionEndsWhileARunIsAwaited() {
        Page page = signedIn("operator", ColorScheme.LIGHT, true);
        click(page, AriaRole.LINK, "awkward.slow");
        String check = page.url();
        click(page, AriaRole.BUTTON, "Run now");
        assertThat(page.getByText("The check is running.")).isVisible();

        demo.endSessions();

        assertThat(page.locator("#ended")).isVisible();
        assertThat(page.getByText("The check is running.")).isVisible();
        assertThat(page.getByLabel("Password")).hasCount(0);
        Browser.requireAccessible(page);
        demo.releaseSlowCheck();
        click(page, AriaRole.LINK, "Sign in again");
        signIn(page, "operator");
        assertThat(page.getByLabel("Last result").getByText("done")).isVisible();
        assertThat(page.url()).startsWith(check + "?after=");
        page.context().close();
        assertThat(demo.complaints()).isEmpty();
    }

    private static void fillServer(Page page, String address, String name) {
        page.navigate(address + "/nscacheck/servers/new?kind=nsca");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByLabel("Address").fill("127.0.0.1");
        page.getByLabel("Host name of this application").fill("shop");
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill("typed " + name);
        page.getByLabel("Active").uncheck();
    }

    @Test
    @Order(7)
    @Row(
            value = "R60",
            done = "in a browser, in a form: it stays as it was typed, and is saved after a login beside it")
    void keepsWhatWasTypedWhenTheSessionEndsInAForm() {
        Page page = signedIn("admin", ColorScheme.LIGHT, true);
        fillServer(page, base, "typed before");
        demo.endSessions();
        click(page, AriaRole.BUTTON, "Save");
        assertThat(page.locator("#unsent")).isVisible();
        Browser.requireAccessible(page);

        Page login = page.context().waitForPage(() -> click(page, AriaRole.LINK, "sign in again in a new tab"));
        signIn(login, "admin");
        assertThat(login.getByRole(AriaRole.STATUS)).containsText("You are signed in.");
        login.close();
        assertThat(page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("typed typed before");
        click(page, AriaRole.BUTTON, "Save");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Saved.");
        assertThat(page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("typed before").setExact(true)))
                .isVisible();
        page.context().close();
        assertThat(demo.complaints()).isEmpty();
    }

    @Test
    @Order(8)
    void asksForALoginWithoutScriptsToo() {
        Page page = signedIn("admin", ColorScheme.LIGHT, false);
        fillServer(page, base, "without scripts");
        demo.endSessions();
        click(page, AriaRole.BUTTON, "Save");
        signIn(page, "admin");
        // "999" is the status of the error page that Spring Boot shows to a browser whose request has none.
        assertThat(page.content()).doesNotContain("status=999");
        assertThat(page).not().hasURL(Pattern.compile(".*/error.*"));
        page.context().close();
    }

    @Test
    @Order(9)
    @Row(value = "R61", done = "a browser saves a form through a proxy")
    void savesAFormBehindAProxyThatRewritesTheHost() throws IOException {
        try (RewritingProxy proxy = new RewritingProxy(base)) {
            String address = "http://" + Browser.PUBLIC_NAME + ":" + proxy.port();
            Page page = demo.signedIn(address, "admin", ColorScheme.LIGHT, true);
            fillServer(page, address, "behind a proxy");
            click(page, AriaRole.BUTTON, "Save");
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Saved.");
            assertThat(page).hasURL(address + "/nscacheck/servers?done=saved");
            page.context().close();
        }
        assertThat(demo.complaints()).isEmpty();
    }

    private static void requireNarrow(Page page, String address) {
        page.navigate(address);
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .as("width of " + address)
                .isEqualTo(320);
    }

    @Test
    @Order(10)
    void fitsEachPageIntoANarrowWindow() {
        JdbcClient database = demo.database();
        Page page = signedIn("admin", ColorScheme.LIGHT, true);
        String name = "n".repeat(200);
        fillServer(page, base, name);
        page.getByLabel("Address").fill(("a".repeat(61) + ".").repeat(4));
        page.getByLabel("Host name of this application").fill("h".repeat(63));
        click(page, AriaRole.BUTTON, "Save");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Saved.");
        database.sql("UPDATE nscacheck.nsca_check SET name = repeat('c', 300) WHERE handler_key = 'awkward.long'")
                .update();
        String check = "/checks/" + id(database, "nsca_check WHERE handler_key = 'awkward.long'");
        String server = "/servers/" + id(database, "nsca_server WHERE name = '" + name + "'");

        page.setViewportSize(320, 640);
        for (String path : List.of(
                "/",
                "/checks",
                "/checks?server=" + server.substring("/servers/".length()),
                check,
                check + "/edit",
                check + "/delete",
                "/checks/new",
                "/checks/new?method=awkward.long",
                "/servers",
                server,
                server + "/delete",
                "/servers/new",
                "/servers/new?kind=nsca",
                "/servers/new?kind=nsca-ng",
                "/servers/new?kind=nagios-files",
                "/delivery",
                "/delivery?tab=recent",
                "/activity")) {
            requireNarrow(page, base + "/nscacheck" + path);
        }
        page.navigate(base + "/nscacheck" + check);
        Browser.requireAccessible(page);
        shoot(page, "narrow");
        page.context().close();
    }

    @Test
    @Order(11)
    void signsOutByTheButtonBesideTheName() {
        for (boolean scripts : new boolean[] {true, false}) {
            Page page = signedIn("operator", ColorScheme.LIGHT, scripts);
            click(page, AriaRole.BUTTON, "Sign out");
            assertThat(page).hasURL(Pattern.compile(".*/login\\?logout"));
            page.navigate(base + "/nscacheck/checks");
            assertThat(page.getByLabel("Username")).isVisible();
            page.context().close();
        }
        assertThat(demo.complaints()).isEmpty();
    }

    private static String id(JdbcClient database, String of) {
        return database.sql("SELECT id::text FROM nscacheck." + of)
                .query(String.class)
                .single();
    }
}
