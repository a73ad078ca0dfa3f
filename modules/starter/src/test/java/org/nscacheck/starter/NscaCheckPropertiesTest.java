/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.FailureStatus;
import org.nscacheck.Status;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.engine.Stores;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class NscaCheckPropertiesTest {

    /** Without a database: only settings are looked at. */
    private static final ApplicationContextRunner APPLICATION = Host.settingsOnly();

    @Test
    void bindsWhatConcernsTheWholeApplication() {
        APPLICATION
                .withPropertyValues(
                        "nscacheck.host-name=shop-1",
                        "nscacheck.node-name=pod-1",
                        "nscacheck.zone=Europe/Paris",
                        "nscacheck.on-error=unknown",
                        "nscacheck.on-timeout=warning",
                        "nscacheck.executor.max-running=7",
                        "nscacheck.executor.spread=3s",
                        "nscacheck.executor.groups.db=2",
                        "nscacheck.executor.reuse-threads=true",
                        "nscacheck.executor.shutdown=4s",
                        "nscacheck.startup-wait=5s",
                        "nscacheck.audit-retention=31d",
                        "nscacheck.tick.enabled=false",
                        "nscacheck.quartz.enabled=true")
                .run(context -> assertThat(context.getBean(EngineSettings.class))
                        .isEqualTo(EngineSettings.builder("pod-1")
                                .hostName("shop-1")
                                .zone(ZoneId.of("Europe/Paris"))
                                .spread(Duration.ofSeconds(3))
                                .onError(Status.UNKNOWN)
                                .onTimeout(Status.WARNING)
                                .maxRunning(7)
                                .groups(Map.of("db", 2))
                                .reuseThreads(true)
                                .shutdown(Duration.ofSeconds(4))
                                .startupWait(Duration.ofSeconds(5))
                                .snapshotInterval(Duration.ofSeconds(15))
                                .retention(Duration.ofDays(30))
                                .auditRetention(Duration.ofDays(31))
                                .tick(false)
                                .build()));
    }

    @Test
    void hasTheDocumentedDefaults() {
        APPLICATION.run(context -> {
            EngineSettings settings = context.getBean(EngineSettings.class);
            assertThat(settings).isEqualTo(withDefaults(settings.nodeName()));
            assertThat(settings.nodeName()).isNotBlank();
        });
    }

    @Test
    void waitsForWhatMustBeAbleToStopTheApplication() {
        APPLICATION.withPropertyValues("nscacheck.secrets.fail-fast=true").run(context -> assertThat(
                        context.getBean(EngineSettings.class).rhythm().startupWait())
                .isEqualTo(EngineSettings.DEFAULT_STARTUP_WAIT));
    }

    private static EngineSettings withDefaults(String nodeName) {
        return EngineSettings.builder(nodeName).startupWait(Duration.ZERO).build();
    }

    @Test
    void bindsServers() {
        APPLICATION
                .withPropertyValues(
                        "nscacheck.host-name=shop-1",
                        "nscacheck.servers.nagios.host=nagios.example.org",
                        "nscacheck.servers.second.kind=other",
                        "nscacheck.servers.second.host=192.0.2.7",
                        "nscacheck.servers.second.port=5668",
                        "nscacheck.servers.second.node-host-name=web",
                        "nscacheck.servers.second.secret=s3cret",
                        "nscacheck.servers.second.catch-up=changes",
                        "nscacheck.servers.second.max-age=2h",
                        "nscacheck.servers.second.active=false",
                        "nscacheck.servers.second.settings.encryption=14")
                .run(context -> {
                    List<Server> servers =
                            context.getBean(EngineSettings.class).declared().servers();
                    assertThat(servers).hasSize(2);
                    Server plain = servers.get(0);
                    assertThat(plain.name()).isEqualTo("nagios");
                    assertThat(plain.kind()).isEqualTo("nsca");
                    assertThat(plain.port()).isEqualTo(5667);
                    assertThat(plain.hostName()).isEqualTo("shop-1");
                    assertThat(plain.secret()).isNull();
                    assertThat(plain.active()).isTrue();
                    assertThat(plain.catchUp()).isEqualTo(CatchUp.LATEST);
                    Server full = servers.get(1);
                    assertThat(full.kind()).isEqualTo("other");
                    assertThat(full.address()).isEqualTo("192.0.2.7");
                    assertThat(full.port()).isEqualTo(5668);
                    assertThat(full.hostName()).isEqualTo("web");
                    assertThat(full.secret().reveal()).isEqualTo("s3cret");
                    assertThat(full.catchUp()).isEqualTo(CatchUp.CHANGES);
                    assertThat(full.maxAge()).isEqualTo(Duration.ofHours(2));
                    assertThat(full.active()).isFalse();
                    assertThat(full.settings()).isEqualTo(Map.of("encryption", "14"));
                });
    }

    @Test
    void takesPortAndCatchUpFromTheKind() {
        APPLICATION
                .withPropertyValues("nscacheck.servers.ng.kind=nsca-ng", "nscacheck.servers.ng.host=nagios.example.org")
                .run(context -> {
                    Server server = context.getBean(EngineSettings.class)
                            .declared()
                            .servers()
                            .get(0);
                    assertThat(server.port()).isEqualTo(5668);
                    assertThat(server.catchUp()).isEqualTo(CatchUp.ALL);
                });
    }

    @Test
    void bindsChecks() {
        APPLICATION
                .withPropertyValues(
                        "nscacheck.checks[mail.queue].service=Mails",
                        "nscacheck.checks[mail.queue].host=mail-1",
                        "nscacheck.checks[mail.queue].cron=0 0/5 * * * ?",
                        "nscacheck.checks[mail.queue].zone=Europe/Paris",
                        "nscacheck.checks[mail.queue].servers=nagios,second",
                        "nscacheck.checks[mail.queue].arguments.limit=50",
                        "nscacheck.checks[mail.queue].active=false",
                        "nscacheck.checks[mail.queue].allow-void=true",
                        "nscacheck.checks[mail.queue].timeout=5s",
                        "nscacheck.checks[mail.queue].on-error=unknown",
                        "nscacheck.checks[mail.queue].on-timeout=critical",
                        "nscacheck.checks[mail.queue].spread=2s",
                        "nscacheck.checks[mail.queue].runbook=https://wiki.example.net/mails",
                        "nscacheck.checks.stock.every=1m")
                .run(context -> {
                    List<StoredCheck> checks =
                            context.getBean(EngineSettings.class).declared().checks();
                    assertThat(checks).extracting(StoredCheck::name).containsExactlyInAnyOrder("mail.queue", "stock");
                    CheckSettings full = checks.stream()
                            .filter(check -> check.name().equals("mail.queue"))
                            .findFirst()
                            .orElseThrow()
                            .settings();
                    assertThat(full.service()).isEqualTo("Mails");
                    assertThat(full.host()).isEqualTo("mail-1");
                    assertThat(full.runbook()).isEqualTo("https://wiki.example.net/mails");
                    assertThat(full.schedule().cron()).isEqualTo("0 0/5 * * * ?");
                    assertThat(full.schedule().zone()).isEqualTo("Europe/Paris");
                    assertThat(full.servers()).containsExactly("nagios", "second");
                    assertThat(full.arguments()).isEqualTo(Map.of("limit", "50"));
                    assertThat(full.active()).isFalse();
                    assertThat(full.noResult().allowVoid()).isTrue();
                    assertThat(full.timeout()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(full.noResult().onError()).isEqualTo(FailureStatus.UNKNOWN);
                    assertThat(full.noResult().onTimeout()).isEqualTo(FailureStatus.CRITICAL);
                    assertThat(full.spread()).isEqualTo(Duration.ofSeconds(2));
                });
    }

    @Test
    void readsTheKeyForSecretsFromAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("key"), "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");
        Host.withDatabase()
                .withPropertyValues(
                        "nscacheck.secrets.key-file=" + file,
                        "nscacheck.secrets.key-id=2026",
                        "nscacheck.schema=monitoring",
                        "nscacheck.schema-mode=migrate",
                        "nscacheck.servers.nagios.host=127.0.0.1",
                        "nscacheck.servers.nagios.secret=s3cret")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Stores.class)
                                    .servers()
                                    .findByName("nagios")
                                    .orElseThrow()
                                    .secret()
                                    .reveal())
                            .isEqualTo("s3cret");
                    assertThat(org.springframework.jdbc.core.simple.JdbcClient.create(
                                            context.getBean(javax.sql.DataSource.class))
                                    .sql("SELECT secret_key_id FROM monitoring.nsca_server")
                                    .query(String.class)
                                    .single())
                            .isEqualTo("2026");
                });
    }
}
