/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.Status;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.Stores;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Severity;
import org.nscacheck.push.AdministeredServices;
import org.nscacheck.push.AnnouncedAlerts;
import org.nscacheck.push.Credentials;
import org.nscacheck.push.PushReceiver;
import org.nscacheck.push.PushReceiver.SentAlert;
import org.nscacheck.push.PushSettings;
import org.nscacheck.store.NscaDatabase;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What comes from outside goes through routes to notifiers. */
class AgentAlertsTest {

    @TempDir
    private Path folder;

    private ApplicationContextRunner application() {
        return Host.withDatabase()
                .withPropertyValues(
                        "nscacheck.allowed-paths.receivers=" + folder,
                        "nscacheck.servers.book.kind=log-file",
                        "nscacheck.servers.book.host=localhost",
                        "nscacheck.servers.book.settings.path=" + folder.resolve("book.log"),
                        "nscacheck.policies.route.web.host=web*",
                        "nscacheck.policies.route.web.notifiers=book");
    }

    private List<String> book() throws Exception {
        Path file = folder.resolve("book.log");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static PushReceiver receiver(ApplicationContext context) {
        Engine engine = context.getBean(Engine.class);
        Stores stores = context.getBean(Stores.class);
        PushSettings settings = new PushSettings(
                PushSettings.Registration.OPEN,
                PushSettings.Limits.DEFAULT,
                20,
                Status.CRITICAL,
                List.of(),
                Duration.ofDays(30));
        return new PushReceiver(
                context.getBean(NscaDatabase.class).pushes(),
                settings,
                new AdministeredServices(engine::administration, stores.checks()),
                engine::record,
                new AnnouncedAlerts(engine::alerts),
                System::nanoTime);
    }

    @Test
    void tellsEachAlertOfAnAgentOnceWhereARouteLeads() {
        application().run(context -> {
            PushReceiver receiver = receiver(context);
            SentAlert replaced = new SentAlert("disk", "one was replaced");
            receiver.alert(new Credentials("mail1", "k"), "10.0.0.2", List.of(replaced));
            receiver.alert(
                    new Credentials("web1", "k"),
                    "10.0.0.1",
                    List.of(replaced, new SentAlert("disk", "another was, too"), new SentAlert(null, "it restarts")));
            await().until(() -> book().size() == 3);
            assertThat(book())
                    .allMatch(line -> line.contains("OKAY EVENT web1/"))
                    .anyMatch(line -> line.contains("web1/disk/alert: disk/alert on web1: one was replaced"))
                    .anyMatch(line -> line.contains("another was, too"))
                    .anyMatch(line -> line.contains("web1/alert: alert on web1: it restarts"));
            Stores stores = context.getBean(Stores.class);
            stores.alerts().touchAll();
            await().during(Duration.ofSeconds(2)).until(() -> book().size() == 3);
        });
    }

    @Test
    void tellsAProblemFromOutsideAndItsRecovery() {
        application().run(context -> {
            Engine engine = context.getBean(Engine.class);
            Identity queue = new Identity("web1", "mail", "", "gauge", "queued");
            engine.alerts().observe(queue, Severity.FAILURE, "too many", Map.of("network:received", true));
            await().until(() -> book().size() == 1);
            engine.alerts().observe(queue, Severity.OKAY, "few again", Map.of());
            await().until(() -> book().size() == 2);
            assertThat(book().get(0)).contains("FAILURE PROBLEM web1/mail/gauge-queued", "too many");
            assertThat(book().get(1)).contains("OKAY RECOVERY web1/mail/gauge-queued", "few again");
        });
    }
}
