/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckView;
import org.nscacheck.engine.Engine;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.quartz.impl.SchedulerRepository;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A developer changes classes, and devtools starts the application again and again in the same process. */
class DevtoolsRestartsTest {

    private static final int SOME = 3;
    private static final int MANY = 20;

    /** What an application may leave behind: threads that were not known before, connections of others than who counts them. */
    private record Left(List<String> threads, long connections, int schedulers) {

        static Left in(TestDatabase database, Set<Thread> known) {
            return new Left(
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> !known.contains(thread))
                            .map(Thread::getName)
                            .filter(name -> name.contains("nscacheck") || name.contains("uartz"))
                            .sorted()
                            .toList(),
                    new JdbcTemplate(database.dataSource())
                            .queryForObject(
                                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                            + " AND pid <> pg_backend_pid()",
                                    Long.class),
                    SchedulerRepository.getInstance().lookupAll().size());
        }
    }

    @Test
    void leaveNoThreadNoConnectionAndNoSchedulerBehind() throws Exception {
        assertNothingLeft(SOME);
    }

    @Test
    @Tag("faults")
    void leaveNothingBehindHoweverManyTheyAre() throws Exception {
        assertNothingLeft(MANY);
    }

    private static void assertNothingLeft(int restarts) throws Exception {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                TestDatabase database = TestPostgres.shared().newDatabase()) {
            Set<Thread> known = Thread.getAllStackTraces().keySet();
            Left before = Left.in(database, known);
            for (int restart = 0; restart <= restarts; restart++) {
                Left running = runOnce(database, daemon, known);
                // Without that, to find the same again would prove nothing.
                assertThat(running.threads()).anyMatch(name -> name.startsWith("nscacheck-quartz"));
                assertThat(running.connections()).isPositive();
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(Left.in(database, known))
                        .isEqualTo(before));
            }
        }
    }

    /** Starts the shop from classes that are loaded anew, until a result has arrived, and returns what was there then. */
    private static Left runOnce(TestDatabase database, FakeNscaDaemon daemon, Set<Thread> known) throws Exception {
        ClassLoader usual = Thread.currentThread().getContextClassLoader();
        URL classes = SmallShop.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader loader = new RestartClassLoader(usual, new URL[] {classes});
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Class<?> shop = loader.loadClass(SmallShop.class.getName());
            assertThat(shop).isNotEqualTo(SmallShop.class);
            daemon.clear();
            try (ConfigurableApplicationContext context = new SpringApplicationBuilder(shop)
                    .web(WebApplicationType.NONE)
                    .run(HostArguments.of(database, daemon, "--nscacheck.servers.nagios.settings.probation=100ms"))) {
                requireResult(context.getBean(Engine.class), daemon);
                return Left.in(database, known);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(usual);
        }
    }

    /** After the first start a check would wait for its next hour. */
    private static void requireResult(Engine engine, FakeNscaDaemon daemon) {
        CheckView mails = engine.overview().checks(Actor.SYSTEM).stream()
                .filter(check -> check.stored().name().equals("mail.queue"))
                .findFirst()
                .orElseThrow();
        await().atMost(Duration.ofSeconds(20)).until(() -> engine.administration()
                .runNow(Actor.SYSTEM, mails.stored().id()));
        assertThat(daemon.awaitReceived(1)).isNotEmpty();
    }
}
