/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.logfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** What stands in a file, also while others rotate it or write into it. */
class LogFileNotifierTest {

    @TempDir
    private Path folder;

    private Path file;
    private LogFileNotifierFactory factory;

    @BeforeEach
    void make() {
        file = folder.resolve("told.log");
        factory = new LogFileNotifierFactory(SenderLimits.USUAL.withReceivers(List.of(folder)));
    }

    private Server server(Path path, String format) {
        return Server.builder("file", "log-file")
                .address("localhost")
                .hostName("shop")
                .settings(Map.of("path", path.toString(), "format", format))
                .build();
    }

    private static List<SendOutcome> send(Sender sender, String... texts) throws InterruptedException {
        List<Report> reports = List.of(texts).stream()
                .map(text -> new Notification(
                        Notification.Kind.PROBLEM,
                        Severity.FAILURE,
                        Instant.parse("2026-03-01T10:00:00Z"),
                        new Identity("shop", "orders", "", "metric", "queued"),
                        text,
                        Map.of("value", 7.5)))
                .map(told ->
                        new Report(Target.host("shop"), CheckResult.of(Status.CRITICAL, "told"), told.at(), null, told))
                .toList();
        return sender.send(reports, Deadline.in(Duration.ofSeconds(10)));
    }

    @Test
    void writesOneLineForEachWhateverItHolds() throws Exception {
        try (Sender text = factory.open(server(file, "text"));
                Sender json = factory.open(server(file, "json"))) {
            assertThat(send(text, "Größe\nforged \u001b[31m")).containsExactly(new SendOutcome.Accepted());
            assertThat(send(json, "Größe\nforged")).containsExactly(new SendOutcome.Accepted());
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .isEqualTo("2026-03-01T10:00:00Z FAILURE PROBLEM shop/orders/metric-queued:"
                        + " Größe\\u000aforged \\u001b[31m {value=7.5}");
        assertThat(lines.get(1)).startsWith("{\"version\":1,").contains("\"text\":\"Größe\\nforged\"", "\"value\":7.5");
    }

    @Test
    void goesOnInANewFileAfterARotation() throws Exception {
        try (Sender sender = factory.open(server(file, "text"))) {
            send(sender, "before");
            Files.move(file, folder.resolve("told.log.1"));
            send(sender, "after");
        }
        assertThat(Files.readString(folder.resolve("told.log.1")))
                .contains("before")
                .doesNotContain("after");
        assertThat(Files.readString(file)).contains("after").doesNotContain("before");
    }

    @Test
    void mixesItsLinesWithNobodysElse() throws Exception {
        String[] texts = IntStream.range(0, 200).mapToObj(i -> "x".repeat(3000)).toArray(String[]::new);
        Thread[] writers = new Thread[4];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = new Thread(() -> {
                try (Sender sender = factory.open(server(file, "text"))) {
                    send(sender, texts);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            writers[i].start();
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(Files.readAllLines(file))
                .hasSize(800)
                .allMatch(line -> line.matches("2026-03-01T10:00:00Z FAILURE .* x{3000} \\{value=7.5}"));
    }

    @Test
    void writesNowhereElse() throws Exception {
        for (Path refused :
                List.of(Path.of("/etc/passwd"), folder, folder.resolve("../told.log"), Path.of("told.log"))) {
            assertThat(factory.validate(server(refused, "text")))
                    .as("%s", refused)
                    .hasSize(1);
        }
        try (Sender sender = factory.open(server(file, "text"))) {
            Files.createSymbolicLink(file, Path.of("/dev/null"));
            assertThat(send(sender, "text"))
                    .singleElement()
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("nscacheck.allowed-paths.receivers"));
            Files.delete(file);
            Files.createDirectory(file);
            assertThat(send(sender, "text")).singleElement().isInstanceOf(SendOutcome.Retry.class);
        }
    }
}
