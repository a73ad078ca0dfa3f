/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.nscacheck.demo.DemoInBrowser.click;
import static org.nscacheck.demo.DemoInBrowser.fill;
import static org.nscacheck.demo.DemoInBrowser.requireFault;
import static org.nscacheck.demo.DemoInBrowser.save;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.nscacheck.testkit.matrix.Row;
import org.springframework.util.FileSystemUtils;

/** What an administrator does to a server that checks report to, and what comes of it. */
@Tag("exhaustive")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerScreensTest {

    private static final Path DATA =
            Path.of("target", "server-screens-test-data").toAbsolutePath();
    private static final String NAMED = "awkward.named";
    private static final String EDITED = "mail.delay";
    private static final Map<String, String> SERVICES = Map.of(NAMED, "Named", EDITED, "Mail delay");

    private static DemoInBrowser demo;

    private Page page;

    /** With two allowed folders, beside the usual programs. */
    @BeforeAll
    static void start() throws IOException {
        FileSystemUtils.deleteRecursively(DATA);
        demo = new DemoInBrowser(
                DATA,
                List.of(
                        "--nscacheck.allowed-paths.receivers=" + DATA.resolve("core"),
                        "--nscacheck.allowed-paths.configurations=" + DATA.resolve("etc")));
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    @BeforeEach
    void signIn() {
        page = demo.signedIn("admin", ColorScheme.LIGHT, true);
    }

    @AfterEach
    void nothingIsComplainedOf() {
        page.context().close();
        assertThat(demo.complaints()).isEmpty();
    }

    /** Changes where and how a server is spoken to without its password, which the administrator does not know. */
    @Test
    @Order(1)
    @Row(value = "R57", done = "in a browser: the form asks for the password again, and nothing goes to the listener")
    void leadsNoPasswordToAnotherListener() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress("0.0.0.0", 0)).configureBlocking(false);
            String port = String.valueOf(((InetSocketAddress) listener.getLocalAddress()).getPort());
            String server = stored();
            for (Map.Entry<String, String> change : List.of(
                    Map.entry("port", port),
                    Map.entry("host", "127.0.0.9"),
                    Map.entry("setting.encryption", "0"),
                    Map.entry("setting.transport", "program"))) {
                demo.open(page, "servers", "monitoring");
                set(change.getKey(), change.getValue());
                requireFault(page, "secret", "typed again");
            }
            assertThat(stored()).isEqualTo(server);

            runNow(NAMED, "monitoring");
            assertThat(listener.accept()).as("a connection to the listener").isNull();
        }
    }

    private void set(String field, String value) {
        if (field.startsWith("setting.")) {
            page.locator("[id='" + field + "']").selectOption(value);
        } else {
            page.locator("[id='" + field + "']").fill(value);
        }
    }

    /** Returns all that is stored of servers. */
    private String stored() {
        return demo.database()
                .sql("SELECT string_agg(row_to_json(s)::text, ' ' ORDER BY id) FROM nscacheck.nsca_server s")
                .query(String.class)
                .single();
    }

    @Test
    @Order(2)
    @Row(
            value = "R58",
            done = "in a browser: a folder, a program, a link and a file that is no FIFO are faults at their fields")
    void refusesAtItsFieldEachPathThatIsNotAllowed() throws IOException {
        Path core = Files.createDirectories(DATA.resolve("core"));
        Path etc = Files.createDirectories(DATA.resolve("etc"));
        Path secret = Files.writeString(DATA.resolve("send_nsca.cfg"), "password=s3cret\n");
        Path file = Files.writeString(core.resolve("nagios.cmd"), "");
        Path link = Files.createSymbolicLink(etc.resolve("send_nsca.cfg"), secret);
        Path shadow = Files.createSymbolicLink(
                etc.resolve("send_nsca_2.cfg"), Files.writeString(etc.resolve("htpasswd"), "password=s3cret\n"));
        Path cron = Path.of("/etc/cron.d");
        Set<Path> crontabs = list(cron);
        String servers = stored();

        newServer("nagios-files");
        page.getByLabel("Way").selectOption("spool");
        fill(page, "Path", cron.toString());
        requireFault(page, "setting.path", "/etc/cron.d is not in an allowed folder");
        page.getByLabel("Way").selectOption("command_file");
        fill(page, "Path", file.toString());
        requireFault(page, "setting.path", "is not a FIFO");

        newServer("nsca");
        page.getByLabel("Send with").selectOption("program");
        fill(page, "Program", "/bin/sh");
        requireFault(page, "setting.program", "must begin with send_nsca");
        fill(page, "Program", "/etc/cron.d/send_nsca");
        requireFault(page, "setting.program", "not in an allowed folder");
        fill(page, "Program", "/usr/bin/send_nsca_that_is_not_there");
        requireFault(page, "setting.program", "cannot be executed");
        page.getByLabel("Send with").selectOption("native");
        fill(page, "Program", "");
        for (Path leading : List.of(link, shadow)) {
            fill(page, "send_nsca.cfg", leading.toString());
            requireFault(page, "setting.config-file", "leads to");
            assertThat(page.content()).doesNotContain("s3cret");
        }

        assertThat(stored()).isEqualTo(servers);
        assertThat(list(cron)).isEqualTo(crontabs);
        assertThat(file).isEmptyFile();
    }

    /** Those on this machine have no address. */
    private void newServer(String kind) {
        page.navigate(demo.base() + "/nscacheck/servers/new?kind=" + kind);
        fill(page, "Name", "forbidden");
        if (page.getByLabel("Address", new Page.GetByLabelOptions().setExact(true))
                        .count()
                > 0) {
            fill(page, "Address", "127.0.0.1");
        }
        fill(page, "Host name of this application", "shop");
    }

    private static Set<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toSet());
        }
    }

    /** One check names its server in the code, the other one got it on the screens. */
    @Test
    @Order(3)
    @Row(
            value = "R54",
            done = "in a browser, with a restart of the application: a check that was edited and one that never was")
    void goesOnWhenTheServerOfChecksIsRenamed() {
        demo.releaseSlowCheck();
        demo.open(page, "checks", EDITED);
        click(page, AriaRole.LINK, "Edit");
        page.getByLabel("monitoring", new Page.GetByLabelOptions().setExact(true))
                .check();
        save(page);
        demo.open(page, "servers", "monitoring");
        fill(page, "Name", "renamed");
        save(page);
        page.context().close();

        demo.restart();

        signIn();
        requireAllChecksToRun();
        for (String check : List.of(NAMED, EDITED)) {
            runNow(check, "renamed");
        }
    }

    private void requireAllChecksToRun() {
        assertThat(page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(NAMED).setExact(true)))
                .isVisible();
        assertThat(page.getByText("Cannot run")).hasCount(0);
        click(page, AriaRole.LINK, "Servers");
        assertThat(page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("renamed").setExact(true)))
                .isVisible();
        assertThat(page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("monitoring").setExact(true)))
                .hasCount(0);
    }

    /** Runs a check and waits until the server has its result. */
    private void runNow(String check, String server) {
        String service = SERVICES.getOrDefault(check, check);
        long before = received(service);
        demo.open(page, "checks", check);
        click(page, AriaRole.BUTTON, "Run now");
        assertThat(page.getByText("started manually").first()).isVisible();
        assertThat(page.getByText("Cannot run")).hasCount(0);
        assertThat(page.getByLabel("Delivery").getByRole(AriaRole.LISTITEM))
                .containsText(
                        List.of(server + " as tea-shop/" + service + ": Sent").toArray(String[]::new));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(received(service)).isGreaterThan(before));
    }

    /** Returns how many results of a service the monitoring server got. */
    private long received(String service) {
        return demo.database()
                .sql("SELECT coalesce(sum(count), 0) FROM received_status WHERE service = :service")
                .param("service", service)
                .query(Long.class)
                .single();
    }
}
