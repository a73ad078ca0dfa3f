/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.CoreStatus;
import org.nscacheck.testkit.daemon.Fifo;
import org.nscacheck.testkit.daemon.Nagios4;
import org.nscacheck.testkit.daemon.PassiveResult;
import org.nscacheck.testkit.matrix.Row;

/** Both ways to a core on this machine: into a FIFO that is read, full or forgotten, and into real Nagios. */
class CommandFileTest {

    /** As an operator allows the folders of these tests. */
    private static final CommandFileSenderFactory FACTORY = new CommandFileSenderFactory(
            SenderLimits.USUAL.withReceivers(List.of(Path.of(System.getProperty("java.io.tmpdir")))));

    private static Server server(String way, Path path) {
        return Server.builder("local", "nagios-files")
                .address("localhost")
                .hostName("shop")
                .settings(Map.of("way", way, "path", path.toString()))
                .catchUp(CatchUp.ALL)
                .build();
    }

    private static List<SendOutcome> send(String way, Path path, List<Report> reports) throws InterruptedException {
        try (Sender sender = FACTORY.open(server(way, path))) {
            return sender.send(reports, Deadline.in(Duration.ofSeconds(3)));
        }
    }

    private static Report report(Target target, Status status, String message, String longOutput) {
        return new Report(
                target,
                new CheckResult(status, message, longOutput, PerfData.of(Metric.of("unsent", 7))),
                Instant.now(),
                null);
    }

    private static List<Report> reports(int count, String message) {
        return IntStream.range(0, count)
                .mapToObj(i -> report(Target.service("shop", "Service " + i), Status.WARNING, message + i, ""))
                .toList();
    }

    @Test
    void writesEachResultAsALineThatFitsIntoOneWrite() throws InterruptedException {
        try (Fifo fifo = Fifo.create().startReading()) {
            List<Report> reports = List.of(
                    report(Target.service("shop", "Mail queue"), Status.CRITICAL, "a \\ b; c", "second\n[1] SHUTDOWN"),
                    report(Target.host("shop"), Status.OK, "", ""),
                    report(Target.service("shop", "Long"), Status.WARNING, "\\ä".repeat(5000), ""));

            assertThat(send("command_file", fifo.path(), reports)).hasSize(3).containsOnly(new SendOutcome.Sent(false));

            List<PassiveResult> results = fifo.awaitResults(3);
            assertThat(results.get(0).output()).isEqualTo("a \\ b; c|unsent=7\nsecond\n[1] SHUTDOWN");
            assertThat(results.get(1).service()).isNull();
            assertThat(results.get(2).output()).startsWith("\\ä\\ä").endsWith("|unsent=7");
            assertThat(fifo.lines()).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThan(CommandFile.PIPE_BUF));
            assertThat(fifo.lines().get(2).getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(3600);
        }
    }

    @Test
    @Row(
            value = "R69",
            done = "command file: its time ends before the core opens the file; nor is it put into the spool")
    void doesNotWriteAnOkWhoseTimeEndsWhileNobodyReads(@TempDir Path directory) throws Exception {
        Instant taken = Instant.parse("2026-03-01T10:00:00Z");
        List<Report> reports = Stream.of(Status.OK, Status.CRITICAL, Status.OK)
                .map(status ->
                        new Report(Target.host("shop"), CheckResult.of(status, "m"), taken, taken.plusSeconds(1)))
                .toList();
        AtomicLong freeze = new AtomicLong();
        Deadline deadline = Deadline.in(Duration.ofSeconds(20), () -> System.nanoTime() + freeze.get())
                .withStoreTime(taken);
        try (Fifo fifo = Fifo.create();
                Sender sender = FACTORY.open(server("command_file", fifo.path()))) {
            Thread core = new Thread(() -> {
                await().until(() -> Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().equals("nscacheck-command-file")));
                freeze.set(Duration.ofSeconds(2).toNanos());
                fifo.startReading();
            });
            core.start();

            List<SendOutcome> outcomes = sender.send(reports, deadline);
            core.join();

            assertThat(outcomes.get(0)).isInstanceOf(SendOutcome.Expired.class).isEqualTo(outcomes.get(2));
            assertThat(outcomes.get(1)).isEqualTo(new SendOutcome.Sent(false));
            assertThat(fifo.awaitResults(1)).hasSize(1);
        }
        Path spool = Files.createDirectory(directory.resolve("checkresults"));
        try (Sender sender = FACTORY.open(server("spool", spool))) {
            assertThat(sender.send(List.of(reports.get(0)), deadline)).hasOnlyElementsOfType(SendOutcome.Expired.class);
            assertThat(spool).isEmptyDirectory();
        }
    }

    @Test
    void doesNotMixItsLinesWithThoseOfOthers() throws Exception {
        int writers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try (Fifo fifo = Fifo.create().startReading()) {
            List<Future<List<SendOutcome>>> sent = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                String message = String.valueOf((char) ('a' + i)).repeat(1500);
                sent.add(threads.submit(() -> send("command_file", fifo.path(), reports(200, message))));
            }
            for (Future<List<SendOutcome>> each : sent) {
                assertThat(each.get()).containsOnly(new SendOutcome.Sent(false));
            }

            assertThat(fifo.awaitResults(writers * 200))
                    .allSatisfy(result -> assertThat(result.output()).matches("(a+|b+|c+|d+)\\d+\\|unsent=7"));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void saysThatNobodyReadsAndLeavesNothingBehind() throws InterruptedException {
        try (Fifo fifo = Fifo.create()) {
            long began = System.nanoTime();

            assertThat(send("command_file", fifo.path(), reports(2, "m"))).allSatisfy(outcome -> assertThat(outcome)
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("nobody reads")));

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("nscacheck-command-file")));
            fifo.startReading();
            assertThat(send("command_file", fifo.path(), reports(1, "later")))
                    .containsOnly(new SendOutcome.Sent(false));
            assertThat(fifo.awaitResults(1)).singleElement().satisfies(result -> assertThat(result.output())
                    .startsWith("later"));
        }
    }

    @Test
    void saysThatTheReaderDoesNotRead() throws InterruptedException {
        try (Fifo fifo = Fifo.create().hold()) {
            List<SendOutcome> outcomes = send("command_file", fifo.path(), reports(100, "x".repeat(2000)));

            int sent = (int) outcomes.stream()
                    .filter(new SendOutcome.Sent(false)::equals)
                    .count();
            assertThat(sent).isBetween(10, 60);
            assertThat(outcomes.subList(sent, 100)).allSatisfy(outcome -> assertThat(outcome)
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("is full")));
            // Whole lines only, and as many as were said.
            fifo.startReading();
            assertThat(fifo.awaitResults(sent)).hasSize(sent);
        }
    }

    @Test
    void saysWhatIsWrongWithTheFile(@TempDir Path directory) throws Exception {
        Path regular = Files.createFile(directory.resolve("nagios.cmd"));

        for (Path other : List.of(regular, directory)) {
            assertThat(FACTORY.validate(server("command_file", other)))
                    .singleElement()
                    .asString()
                    .contains("is not a FIFO");
        }
        assertThat(FACTORY.validate(server("spool", directory)))
                .singleElement()
                .asString()
                .contains("is not called checkresults");
        assertThat(regular).isEmptyFile();
        assertThat(send("command_file", directory.resolve("none"), reports(1, "m"))
                        .toString())
                .contains("does not exist");
        assertThat(send("spool", directory.resolve("none"), reports(1, "m")).toString())
                .contains("could not be written");
        assertThat(FACTORY.validate(server("spool", Path.of("relative"))))
                .singleElement()
                .asString()
                .contains("not absolute");
        assertThat(FACTORY.validate(server("pigeon", directory)))
                .singleElement()
                .asString()
                .contains("not one of [command_file, spool]");
    }

    @Test
    @Row(value = "R58", done = "folders and devices that are not a core's, links to them, for command file and spool")
    void writesNowhereButIntoAllowedFolders(@TempDir Path directory) throws Exception {
        Path rw = Files.createDirectories(directory.resolve("nagios/rw"));
        Path outside = Files.createDirectories(directory.resolve("cron.d/checkresults"));
        Path link = Files.createSymbolicLink(rw.resolve("checkresults"), outside);
        CommandFileSenderFactory strict =
                new CommandFileSenderFactory(SenderLimits.USUAL.withReceivers(List.of(directory.resolve("nagios"))));

        for (Server refused : List.of(
                server("spool", outside),
                server("spool", link),
                server("spool", Path.of("/etc/cron.d")),
                server("spool", rw.resolve("../../cron.d/checkresults")),
                server("command_file", Path.of("/dev/null")),
                server("command_file", directory.resolve("cron.d/nagios.cmd")))) {
            assertThat(strict.validate(refused))
                    .singleElement()
                    .asString()
                    .containsAnyOf("nscacheck.allowed-paths.receivers", "plain");
        }
        Path dangling = Files.createSymbolicLink(rw.resolve("later"), directory.resolve("none"));
        assertThat(strict.validate(server("spool", dangling)))
                .singleElement()
                .asString()
                .contains("leads nowhere");
        assertThat(strict.validate(server("command_file", rw.resolve("nagios.cmd"))))
                .isEmpty();
        try (Stream<Path> files = Files.list(outside)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    @Row(value = "R58", done = "a link that is put in place after the server was saved")
    void looksAgainBeforeItWrites(@TempDir Path directory) throws Exception {
        Path spool = Files.createDirectories(directory.resolve("nagios/checkresults"));
        Path outside = Files.createDirectories(directory.resolve("other/checkresults"));
        CommandFileSenderFactory strict =
                new CommandFileSenderFactory(SenderLimits.USUAL.withReceivers(List.of(directory.resolve("nagios"))));
        try (Sender sender = strict.open(server("spool", spool))) {
            assertThat(sender.send(reports(1, "m"), Deadline.in(Duration.ofSeconds(1))))
                    .containsExactly(new SendOutcome.Sent(false));
            Files.move(spool, directory.resolve("nagios/away"));
            Files.createSymbolicLink(spool, outside);

            assertThat(sender.send(reports(1, "m"), Deadline.in(Duration.ofSeconds(1)))
                            .toString())
                    .contains("Retry", "is not in an allowed folder");
        }
        try (Stream<Path> files = Files.list(outside)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"command_file", "spool"})
    void showsInNagiosWhatWasReported(String way) throws InterruptedException, IOException {
        try (Nagios4 nagios = Nagios4.builder()
                .host("shop")
                .service("shop", "Mail queue")
                .service("shop", "Größe")
                .start()) {
            Path path = way.equals("spool") ? nagios.checkResults() : nagios.commandFile();
            List<Report> reports = List.of(
                    report(Target.service("shop", "Mail queue"), Status.CRITICAL, "7 mails; \\ Größe", "second\nthird"),
                    report(Target.service("shop", "Größe"), Status.WARNING, "x".repeat(3000), ""),
                    report(Target.host("shop"), Status.CRITICAL, "host is down", ""));

            assertThat(send(way, path, reports)).hasSize(3).containsOnly(new SendOutcome.Sent(false));

            CoreStatus service = nagios.await("shop", "Mail queue", CoreStatus::hasResult);
            assertThat(service.state()).isEqualTo(2);
            // Nagios itself makes a colon of each semicolon.
            assertThat(service.output()).isEqualTo("7 mails: \\ Größe");
            assertThat(service.longOutput()).isEqualTo("second\nthird");
            assertThat(service.performanceData()).isEqualTo("unsent=7");
            assertThat(nagios.await("shop", "Größe", CoreStatus::hasResult).output())
                    .startsWith("xxx");
            CoreStatus host = nagios.await("shop", null, CoreStatus::hasResult);
            assertThat(host.state()).isNotZero();
            assertThat(host.output()).isEqualTo("host is down");
            if (way.equals("spool")) {
                try (java.util.stream.Stream<Path> left = Files.list(path)) {
                    assertThat(left).isEmpty();
                }
            }
        }
    }
}
