/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.nscacheck.testkit.peer.NscaDaemon;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** The screens in a real browser: what each of the three kinds of people sees and can do. */
@Tag("exhaustive")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScreensTest {

    private static final String CANARY = "canary-7Q3x-password";
    private static final Path DATA = Path.of("target", "screens-test-data").toAbsolutePath();
    private static final Path PICTURES = Path.of(System.getProperty("nscacheck.screenshots", "target/screens"));

    private static Browser browser;
    private static ConfigurableApplicationContext demo;
    private static String base = "";

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        FileSystemUtils.deleteRecursively(DATA);
        demo = new SpringApplicationBuilder(DemoApplication.class)
                .run("--server.port=0", "--demo.data-directory=" + DATA, "--spring.main.register-shutdown-hook=false");
        base = "http://127.0.0.1:"
                + ((WebServerApplicationContext) demo).getWebServer().getPort();
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    private static Page signedIn(String user, ColorScheme scheme, boolean scripts) {
        Page page = browser.window(scheme, scripts);
        page.navigate(base + "/nscacheck");
        page.getByLabel("Username").fill(user);
        page.getByLabel("Password").fill(user);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Checks").setExact(true)))
                .isVisible();
        return page;
    }

    private static void click(Page page, AriaRole role, String name) {
        page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .click();
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
            assertThat(page.getByText("asked for by a person").first()).isVisible();
            Browser.requireAccessible(page);
            shoot(page, "check");
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(Files.readString(commands))
                    .contains("PROCESS_SERVICE_CHECK_RESULT;shop;Mails for Nagios;"));
            secretIsNowhere(page);
        } finally {
            Files.deleteIfExists(commands);
        }
        assertThat(browser.complaints()).isEmpty();
    }

    private static void secretIsNowhere(Page page) {
        for (String path : List.of("/checks", "/servers", "/checks/new", "/servers/new")) {
            page.navigate(base + "/nscacheck" + path);
            assertThat(page.content()).doesNotContain(CANARY);
        }
        click(page, AriaRole.LINK, "Servers");
        click(page, AriaRole.LINK, "nagios");
        assertThat(page.getByText("A password is set and is never shown")).isVisible();
        assertThat(page.content()).doesNotContain(CANARY);

        JdbcClient database = demo.getBean(JdbcClient.class);
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
            Page page = signedIn("admin", scheme, true);
            for (String path : List.of(
                    "/checks",
                    "/servers",
                    "/checks/new",
                    "/servers/new",
                    "/servers/new?kind=nsca",
                    "/servers/new?kind=nsca-ng",
                    "/servers/new?kind=nagios-files")) {
                page.navigate(base + "/nscacheck" + path);
                Browser.requireAccessible(page);
                shoot(
                        page,
                        path.substring(1).replaceAll("[/?=]", "-") + "-"
                                + scheme.name().toLowerCase(java.util.Locale.ROOT));
            }
            page.navigate(base + "/nscacheck/checks");
            page.locator("tbody a").first().click();
            Browser.requireAccessible(page);
            page.setViewportSize(320, 640);
            Browser.requireAccessible(page);
            click(page, AriaRole.LINK, "Edit");
            Browser.requireAccessible(page);
            page.context().close();
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(3)
    void aViewerSeesEverythingAndCanChangeNothing() {
        Page page = signedIn("viewer", ColorScheme.DARK, true);
        assertThat(page.getByRole(AriaRole.BUTTON)).hasCount(0);
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New check")))
                .hasCount(0);
        page.locator("tbody a").first().click();
        String check = page.url();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Last result")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON)).hasCount(0);
        Browser.requireAccessible(page);

        JdbcClient database = demo.getBean(JdbcClient.class);
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
                                            .set("name", "evil")));
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
            assertThat(page.getByText("asked for by a person").count()).isPositive();
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
}
