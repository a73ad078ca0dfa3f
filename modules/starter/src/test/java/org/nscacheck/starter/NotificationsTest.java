/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.FaultyConfigurationException;
import org.nscacheck.admin.Permission;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.Open;
import org.nscacheck.alerting.Reason;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.engine.Engine;
import org.nscacheck.notification.Notification;
import org.nscacheck.testkit.TestDatabase;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** From a method that finds something wrong to the line that a person reads, with all of an application between them. */
class NotificationsTest {

    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);
    private static final AtomicInteger USED = new AtomicInteger();

    @TempDir
    private Path folder;

    static class DiskChecks {

        @NscaCheck(key = "disk", service = "Disk", every = "1h")
        CheckResult disk() {
            return CheckResult.ok("looked").perf("used", USED.get()).build();
        }
    }

    private ApplicationContextRunner application() {
        return configured(Host.withDatabase());
    }

    private ApplicationContextRunner configured(ApplicationContextRunner host) {
        return host.withPropertyValues(
                        "nscacheck.allowed-paths.receivers=" + folder,
                        "nscacheck.servers.book.kind=log-file",
                        "nscacheck.servers.book.host=localhost",
                        "nscacheck.servers.book.settings.path=" + folder.resolve("book.log"),
                        "nscacheck.policies.rule.full.label=used",
                        "nscacheck.policies.rule.full.failure-max=95",
                        "nscacheck.policies.route.everything.notifiers=book")
                .withBean(DiskChecks.class);
    }

    private List<String> book() {
        try {
            Path file = folder.resolve("book.log");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Engine engine, int used) {
        USED.set(used);
        StoredCheck disk = engine.overview().checks(ANNA).stream()
                .map(view -> view.stored())
                .filter(check -> check.key().value().equals("disk"))
                .findFirst()
                .orElseThrow();
        await().until(() -> engine.administration().runNow(ANNA, disk.id()));
    }

    @Test
    void writesAProblemAndItsRecoveryIntoTheBook() {
        USED.set(10);
        application().run(context -> {
            assertThat(context).hasNotFailed();
            Engine engine = context.getBean(Engine.class);
            run(engine, 96);
            await().until(() -> book().size() == 1);
            assertThat(book().get(0)).contains("FAILURE", "disk", "used", "95");

            Open open = engine.alerts().open(ANNA).get(0);
            engine.alerts().acknowledge(ANNA, open.subject().id(), "on it", null);
            run(engine, 20);
            await().until(() -> book().size() == 2);
            assertThat(book().get(1)).contains("OKAY", "disk");
            assertThat(engine.alerts().open(ANNA)).isEmpty();
            assertThat(engine.alerts().history(ANNA, null, 10))
                    .extracting(Noted::kind)
                    .contains(Notification.Kind.PROBLEM, Notification.Kind.RECOVERY);
        });
    }

    @Test
    void holdsAProblemInAMaintenanceWindowAndSaysWhy() {
        USED.set(99);
        application()
                .withPropertyValues(
                        "nscacheck.policies.window.move.repeats=once",
                        "nscacheck.policies.window.move.starts=2020-01-01T00:00:00Z",
                        "nscacheck.policies.window.move.ends=2099-01-01T00:00:00Z")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Engine engine = context.getBean(Engine.class);
                    await().until(() -> !engine.alerts().history(ANNA, null, 10).isEmpty());
                    Noted held = engine.alerts().history(ANNA, null, 10).get(0);
                    assertThat(held.reason()).isEqualTo(Reason.MAINTENANCE);
                    assertThat(held.text()).contains("move");
                    assertThat(book()).isEmpty();
                });
    }

    @Test
    void startsAgainWithTheNotifiersThatItHasStored() {
        application().run(context -> {
            assertThat(context).hasNotFailed();
            TestDatabase database = context.getBean(TestDatabase.class);
            configured(new ApplicationContextRunner()
                            .withConfiguration(AutoConfigurations.of(NscaCheckAutoConfiguration.class))
                            .withBean(
                                    DataSource.class,
                                    () -> new DriverManagerDataSource(
                                            database.jdbcUrl(), database.username(), database.password()))
                            .withPropertyValues("nscacheck.startup-wait=30s", "nscacheck.node-name=other"))
                    .run(again -> {
                        assertThat(again).hasNotFailed();
                        assertThat(again.getBean(Engine.class).notifiers()).hasSize(1);
                    });
        });
    }

    @Test
    void startsNothingWithACheckThatReportsToANotifier() {
        application().withPropertyValues("nscacheck.checks.disk.servers=book").run(context -> assertThat(context)
                .getFailure()
                .isInstanceOf(FaultyConfigurationException.class)
                .hasMessageContainingAll("'disk'", "server 'book'", "takes no results"));
    }

    @Test
    void startsNothingWithARouteToANotifierThatThereIsNot() {
        application()
                .withPropertyValues("nscacheck.policies.route.everything.notifiers=bok")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(FaultyConfigurationException.class)
                        .hasMessageContainingAll("route 'everything'", "'bok'", "is no notifier"));
    }
}
