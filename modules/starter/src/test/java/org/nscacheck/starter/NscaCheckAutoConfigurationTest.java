/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.Actor;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.Stores;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Received;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class NscaCheckAutoConfigurationTest {

    private static final String KEY = "nscacheck.secrets.key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static String[] serverAt(FakeNscaDaemon daemon) {
        return new String[] {
            KEY,
            "nscacheck.servers.nagios.host=127.0.0.1",
            "nscacheck.servers.nagios.port=" + daemon.port(),
            "nscacheck.servers.nagios.secret=" + daemon.password(),
            "nscacheck.servers.nagios.settings.encryption=" + daemon.method()
        };
    }

    @Test
    void sendsTheResultOfAnAnnotatedMethodToTheServerOfTheProperties() {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().method(14).password("s3cret").start()) {
            Host.withDatabase()
                    .withPropertyValues(serverAt(daemon))
                    .withBean(Host.MailChecks.class)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        Received result = daemon.awaitReceived(1).get(0);
                        assertThat(result.host()).isEqualTo("shop-1");
                        assertThat(result.service()).isEqualTo("Mail queue");
                        assertThat(result.returnCode()).isEqualTo(1);
                        assertThat(result.output()).isEqualTo("limit is 5|unsent=7");
                    });
        }
    }

    @Test
    void appliesWhatPropertiesSayOfACheck() {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            Host.withDatabase()
                    .withPropertyValues(serverAt(daemon))
                    .withPropertyValues(
                            "nscacheck.checks[mail.queue].service=Mails",
                            "nscacheck.checks[mail.queue].host=mail-1",
                            "nscacheck.checks[mail.queue].arguments.limit=50")
                    .withBean(Host.MailChecks.class)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        Received result = daemon.awaitReceived(1).get(0);
                        assertThat(result.host()).isEqualTo("mail-1");
                        assertThat(result.service()).isEqualTo("Mails");
                        assertThat(result.output()).startsWith("limit is 50");
                    });
        }
    }

    @Test
    void letsTheServerFollowItsPropertiesAtEachStart() {
        DataSource dataSource = TestPostgres.shared().newDatabase().dataSource();
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            for (String password : List.of("mistyped", "right")) {
                new ApplicationContextRunner()
                        .withPropertyValues("nscacheck.startup-wait=30s")
                        .withConfiguration(AutoConfigurations.of(NscaCheckAutoConfiguration.class))
                        .withBean(DataSource.class, () -> dataSource)
                        .withPropertyValues(serverAt(daemon))
                        .withPropertyValues("nscacheck.servers.nagios.secret=" + password)
                        .run(context -> assertThat(context.getBean(Stores.class)
                                        .servers()
                                        .findByName("nagios")
                                        .orElseThrow()
                                        .secret())
                                .isEqualTo(Secret.of(password)));
            }
        }
    }

    @Test
    void letsACheckFollowItsPropertiesAtEachStartAndKeepsWhatTheyDoNotSay() {
        DataSource dataSource = TestPostgres.shared().newDatabase().dataSource();
        ApplicationContextRunner application = new ApplicationContextRunner()
                .withPropertyValues("nscacheck.startup-wait=30s")
                .withConfiguration(AutoConfigurations.of(NscaCheckAutoConfiguration.class))
                .withBean(DataSource.class, () -> dataSource)
                .withBean(Host.MailChecks.class);
        application.withPropertyValues("nscacheck.checks[mail.queue].every=30m").run(context -> {
            assertThat(mailQueue(context).settings().schedule()).isEqualTo(ScheduleSpec.every("30m"));
            context.getBean(Engine.class)
                    .administration()
                    .saveCheck(
                            Actor.SYSTEM,
                            mailQueue(context)
                                    .with(CheckSettings.builder()
                                            .service("Mails")
                                            .schedule(ScheduleSpec.every("45m"))
                                            .build()));
        });
        application.withPropertyValues("nscacheck.checks[mail.queue].every=20m").run(context -> {
            assertThat(mailQueue(context).settings().schedule()).isEqualTo(ScheduleSpec.every("20m"));
            assertThat(mailQueue(context).settings().service()).isEqualTo("Mails");
        });
    }

    private static StoredCheck mailQueue(ApplicationContext context) {
        return context.getBean(Stores.class).checks().findAll().get(0);
    }

    @Test
    void takesServersFromBeansToo() {
        Host.withDatabase().withUserConfiguration(ServerBean.class).run(context -> assertThat(
                        context.getBean(Stores.class).servers().findByName("from-a-bean"))
                .isPresent());
    }

    @Configuration(proxyBeanMethods = false)
    static class ServerBean {
        @Bean
        Server monitoring() {
            return Server.builder("from-a-bean", "nsca")
                    .address("127.0.0.1")
                    .hostName("shop-1")
                    .build();
        }
    }

    @Test
    void makesNothingWhenItIsDisabled() {
        Host.withDatabase().withPropertyValues("nscacheck.enabled=false").run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(Engine.class)
                .doesNotHaveBean(Stores.class));
    }

    @Test
    void exposesBeansOfItsOwnTypesOnly() {
        Host.withDatabase().run(context -> {
            assertThat(context).hasSingleBean(Engine.class);
            List<String> foreign = Arrays.stream(context.getBeanDefinitionNames())
                    .map(context::getType)
                    .map(Class::getName)
                    .filter(type -> !type.startsWith("org.springframework."))
                    .filter(type -> !type.startsWith("org.nscacheck."))
                    .filter(type -> !type.equals("com.zaxxer.hikari.HikariDataSource"))
                    .toList();
            assertThat(foreign).isEmpty();
        });
    }

    @Test
    void letsNodesStartTogetherForTheFirstTime() throws Exception {
        DataSource dataSource = TestPostgres.shared().newDatabase().dataSource();
        CountDownLatch go = new CountDownLatch(1);
        List<FutureTask<Throwable>> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "shop-" + i;
            FutureTask<Throwable> node = new FutureTask<>(() -> {
                AtomicReference<Throwable> failure = new AtomicReference<>();
                go.await();
                new ApplicationContextRunner()
                        .withPropertyValues("nscacheck.startup-wait=30s")
                        .withConfiguration(AutoConfigurations.of(NscaCheckAutoConfiguration.class))
                        .withBean(DataSource.class, () -> dataSource)
                        .withBean(Host.MailChecks.class)
                        .withPropertyValues("nscacheck.host-name=" + name, "nscacheck.servers.nagios.host=127.0.0.1")
                        .run(context -> failure.set(context.getStartupFailure()));
                return failure.get();
            });
            nodes.add(node);
            new Thread(node, name).start();
        }
        go.countDown();
        for (FutureTask<Throwable> node : nodes) {
            assertThat(node.get()).isNull();
        }
    }
}
