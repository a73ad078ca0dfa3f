/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;
import org.nscacheck.Status;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.engine.Stores;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.spring.annotation.InvalidChecksException;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Checks in a Spring application without Spring Boot. */
class EnableNscaChecksTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final NscaDatabase store = NscaDatabase.open(
            database.dataSource(),
            new NscaDatabase.Settings("nscacheck", NscaDatabase.SchemaMode.MIGRATE, SecretCipher.withoutKeys()));
    private final Recorder recorder = new Recorder();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @AfterEach
    void close() {
        context.close();
        store.close();
        database.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableNscaChecks
    static class Application {
        @Bean
        EngineSettings settings() {
            return EngineSettings.builder("node-1")
                    .zone(ZoneOffset.UTC)
                    .spread(Duration.ZERO)
                    .shutdown(Duration.ofSeconds(3))
                    .servers(List.of(Server.builder("nagios", "recorder")
                            .address("localhost")
                            .hostName("shop")
                            .catchUp(CatchUp.ALL)
                            .build()))
                    .build();
        }
    }

    private void start(Class<?>... checks) {
        context.registerBean(Stores.class, () -> store.stores());
        context.registerBean(Recorder.class, () -> recorder);
        context.register(Application.class);
        context.register(checks);
        context.refresh();
    }

    static class MailChecks {
        @NscaCheck(value = "mail.queue", service = "Mail queue", cron = "* * * * * ?")
        Object[] unsentMails() {
            return new Object[] {1, "7 mails not sent", Map.of("unsent", 7)};
        }

        @NscaCheck(value = "mail.broken", every = "1h")
        CheckResult broken() {
            throw new IllegalStateException("no connection");
        }
    }

    @Test
    void deliversTheResultsOfAnnotatedMethods() {
        start(MailChecks.class);

        await().until(() -> recorder.of("Mail queue").size() >= 2
                && !recorder.of("mail.broken").isEmpty());

        assertThat(recorder.of("Mail queue").get(0)).satisfies(report -> {
            assertThat(report.target().host()).isEqualTo("shop");
            assertThat(report.status()).isEqualTo(Status.WARNING);
            assertThat(report.message()).isEqualTo("7 mails not sent");
            assertThat(report.perfData().get("unsent")).isNotNull();
        });
        assertThat(recorder.of("mail.broken").get(0)).satisfies(report -> {
            assertThat(report.status()).isEqualTo(Status.CRITICAL);
            assertThat(report.message()).isEqualTo("IllegalStateException: no connection");
        });
    }

    static class SlowChecks {
        static final CountDownLatch started = new CountDownLatch(1);
        static final AtomicBoolean ended = new AtomicBoolean();

        @NscaCheck("slow")
        Status slow() throws InterruptedException {
            started.countDown();
            new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
            ended.set(true);
            return Status.OK;
        }
    }

    @Test
    void letsARunningCheckEndBeforeTheContextCloses() throws Exception {
        start(SlowChecks.class);
        SlowChecks.started.await();

        context.close();

        assertThat(SlowChecks.ended).isTrue();
        assertThat(storedRuns()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("nscacheck-"))
                .isEmpty());
    }

    private int storedRuns() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet count =
                        statement.executeQuery("SELECT count(*) FROM nscacheck.nsca_run WHERE outcome = 'SUCCESS'")) {
            count.next();
            return count.getInt(1);
        }
    }

    static class NoCheck {
        @NscaCheck("number")
        int number() {
            return 2;
        }
    }

    @Test
    void doesNotStartWithAMethodThatCannotBeACheck() {
        assertThatThrownBy(() -> start(NoCheck.class, MailChecks.class))
                .isInstanceOf(InvalidChecksException.class)
                .hasMessageContaining("NoCheck.number() returns int, which can mean two things");
        assertThat(store.stores().checks().findAll()).isEmpty();
    }

    /** Accepts and remembers everything. */
    private static final class Recorder implements SenderFactory, Sender {
        private final List<Report> received = new CopyOnWriteArrayList<>();

        List<Report> of(String service) {
            return received.stream()
                    .filter(report -> service.equals(report.target().service()))
                    .toList();
        }

        @Override
        public String kind() {
            return "recorder";
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public List<String> validate(Server server) {
            return List.of();
        }

        @Override
        public Sender open(Server server) {
            return this;
        }

        @Override
        public List<SendOutcome> send(List<Report> reports, Deadline deadline) {
            received.addAll(reports);
            return reports.stream()
                    .<SendOutcome>map(report -> new SendOutcome.Sent(true))
                    .toList();
        }
    }
}
