/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The demo on a database of its own, and a browser in front of it. Not thread-safe. */
final class DemoInBrowser implements AutoCloseable {

    /** Counts what a person clicks, from page to page. */
    static final String COUNT_CLICKS =
            "addEventListener('click', () => sessionStorage.clicks = 1 + Number(sessionStorage.clicks || 0), true)";

    private final Browser browser = Browser.start();
    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final List<String> arguments = new ArrayList<>();
    private final Class<?>[] sources;
    private ConfigurableApplicationContext demo;

    /** @param arguments properties of the application beside those that the database needs */
    DemoInBrowser(Path data, List<String> arguments) {
        this(data, arguments, DemoApplication.class, AwkwardChecks.class);
    }

    private DemoInBrowser(Path data, List<String> arguments, Class<?>... sources) {
        this.sources = sources;
        this.arguments.addAll(List.of(
                "--server.port=0",
                "--server.forward-headers-strategy=framework",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--demo.data-directory=" + data,
                "--nscacheck.startup-wait=30s",
                "--spring.main.register-shutdown-hook=false"));
        this.arguments.addAll(arguments);
        demo = run();
    }

    /** Returns the demo as everybody can start it. */
    static DemoInBrowser withoutAwkwardChecks(Path data) {
        return new DemoInBrowser(data, List.of(), DemoApplication.class);
    }

    private ConfigurableApplicationContext run() {
        return new SpringApplicationBuilder(sources).run(arguments.toArray(String[]::new));
    }

    /** As a deployment does: the application ends and starts again on the same database. Windows must be opened anew. */
    void restart() {
        demo.close();
        demo = run();
    }

    /** Returns the address of the application, without a path. */
    String base() {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) demo).getWebServer().getPort();
    }

    JdbcClient database() {
        return demo.getBean(JdbcClient.class);
    }

    /** Returns what the pages complained of since the start. */
    List<String> complaints() {
        return browser.complaints();
    }

    /** Lets the check end that runs from the start on. */
    void releaseSlowCheck() {
        demo.getBean(AwkwardChecks.class).release();
    }

    /** As after a time without requests, or a restart: nobody is signed in any more. */
    void endSessions() {
        TomcatWebServer server = (TomcatWebServer) ((WebServerApplicationContext) demo).getWebServer();
        Context application = (Context) server.getTomcat().getHost().findChildren()[0];
        for (Session session : application.getManager().findSessions()) {
            session.expire();
        }
    }

    /** Returns the first row of a table that has this text. */
    static Locator row(Page page, String name) {
        return page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(name))
                .first();
    }

    Page signedIn(String user, ColorScheme scheme, boolean scripts) {
        return signedIn(base(), user, scheme, scripts);
    }

    Page signedIn(String address, String user, ColorScheme scheme, boolean scripts) {
        Page page = browser.window(scheme, scripts);
        page.navigate(address + "/nscacheck/checks");
        signIn(page, user);
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Checks").setExact(true)))
                .isVisible();
        return page;
    }

    static void signIn(Page page, String user) {
        page.getByLabel("Username").fill(user);
        page.getByLabel("Password").fill(user);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    /** Opens the page of what has this name in one of the two lists. */
    void open(Page page, String list, String name) {
        page.navigate(base() + "/nscacheck/" + list);
        click(page, AriaRole.LINK, name);
    }

    static void click(Page page, AriaRole role, String name) {
        page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .click();
    }

    static void fill(Page page, String label, String value) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(value);
    }

    static void save(Page page) {
        click(page, AriaRole.BUTTON, "Save");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Saved.");
    }

    /** Saves a form that has something wrong in this field; the page before may show the same fault. */
    static void requireFault(Page page, String field, String words) {
        page.evaluate("document.documentElement.id = 'before'");
        click(page, AriaRole.BUTTON, "Save");
        assertThat(page.locator("#before")).hasCount(0);
        assertThat(page.locator("[id='" + field + "-help'] .fault")).containsText(words);
        assertThat(page.locator("[id='" + field + "']")).hasAttribute("aria-invalid", "true");
    }

    @Override
    public void close() {
        demo.close();
        browser.close();
        database.close();
    }
}
