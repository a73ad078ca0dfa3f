/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.alerting.Open;
import org.nscacheck.engine.Engine;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.server.Server;
import org.nscacheck.starter.health.EngineHealth;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Of two notifiers one cannot be reached: the other one tells, and so do health, a meter and what the screens show. */
class FailingNotifierTest {

    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);
    /** A channel that fails is reported within the period of the heartbeat; this machine may be slow. */
    private static final Duration PERIOD = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    static class DiskChecks {

        @NscaCheck(key = "disk", service = "Disk", every = "1h")
        CheckResult disk() {
            return CheckResult.critical("full").build();
        }
    }

    /** Nobody listens there until somebody does. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private ApplicationContextRunner application(int port) {
        return Host.withDatabase()
                .withConfiguration(AutoConfigurations.of(NscaMetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(DiskChecks.class)
                .withPropertyValues(
                        "nscacheck.snapshot-interval=1s",
                        "nscacheck.allowed-paths.receivers=" + folder,
                        "nscacheck.servers.book.kind=log-file",
                        "nscacheck.servers.book.host=localhost",
                        "nscacheck.servers.book.settings.path=" + folder.resolve("book.log"),
                        "nscacheck.servers.chat.kind=webhook",
                        "nscacheck.servers.chat.host=127.0.0.1",
                        "nscacheck.servers.chat.port=" + port,
                        "nscacheck.servers.chat.settings.tls=false",
                        "nscacheck.policies.route.everything.notifiers=chat,book",
                        "nscacheck.policies.route.everything.recover-after=3");
    }

    private List<String> bookOfNotifiers() {
        try {
            Path file = folder.resolve("book.log");
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.stream().filter(line -> line.contains("notifier")).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double failures(MeterRegistry meters) {
        return meters.get("nsca.server.failures").tag("server", "chat").gauge().value();
    }

    private static List<String> openNotifiers(Engine engine) {
        return engine.alerts().open(ANNA).stream()
                .map(Open::subject)
                .filter(subject -> subject.isNotifier())
                .map(subject -> subject.name())
                .toList();
    }

    @Test
    void isToldByAnotherAndShownUntilItWorksAgain() throws IOException {
        int port = freePort();
        application(port).run(context -> {
            assertThat(context).hasNotFailed();
            Engine engine = context.getBean(Engine.class);
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            await().atMost(PERIOD).until(() -> bookOfNotifiers().size() == 1);
            assertThat(bookOfNotifiers().get(0))
                    .contains("FAILURE PROBLEM", "nscacheck-chat/notifier", "notifications cannot be sent")
                    .doesNotContain("refused");
            assertThat(openNotifiers(engine)).containsExactly("notifier chat");
            assertThat(EngineHealth.of(engine).details().toString())
                    .contains("deliveries=delayed", "chat={", "problem=");
            assertThat(failures(meters)).isGreaterThanOrEqualTo(3);

            List<String> received = new CopyOnWriteArrayList<>();
            HttpServer chat = receiver(port, received);
            try {
                await().atMost(PERIOD).until(() -> bookOfNotifiers().size() == 2);
                assertThat(bookOfNotifiers().get(1)).contains("OKAY RECOVERY", "nscacheck-chat/notifier");
                await().until(() ->
                        failures(meters) == 0 && openNotifiers(engine).isEmpty());
                assertThat(received).hasSize(1).allMatch(body -> body.contains("disk") && !body.contains("notifier"));
            } finally {
                chat.stop(0);
            }
        });
    }

    private static HttpServer receiver(int port, List<String> received) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void isForgottenWhenItIsDeleted() throws IOException {
        application(freePort()).run(context -> {
            Engine engine = context.getBean(Engine.class);
            await().atMost(PERIOD).until(() -> bookOfNotifiers().size() == 1);
            engine.policies().findAll(ANNA, PolicyKind.ROUTE).stream()
                    .map(route -> route.with(Map.of("notifiers", "book")))
                    .forEach(route -> engine.policies().save(ANNA, route));
            Server chat = engine.notifiers().stream()
                    .filter(server -> server.name().equals("chat"))
                    .findFirst()
                    .orElseThrow();
            engine.administration().deleteServer(ANNA, chat.id());

            await().atMost(PERIOD).until(() -> bookOfNotifiers().size() == 2);
            assertThat(bookOfNotifiers().get(1)).contains("OKAY RECOVERY", "the notifier was deleted");
            assertThat(openNotifiers(engine)).isEmpty();
        });
    }
}
