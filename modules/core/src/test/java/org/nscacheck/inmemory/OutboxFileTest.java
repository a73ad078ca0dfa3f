/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.check.CheckId;
import org.nscacheck.delivery.NewDelivery;
import org.nscacheck.inmemory.OutboxJournal.Entry;
import org.nscacheck.sender.Report;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.Target;

class OutboxFileTest {

    private static final ServerId SERVER = ServerId.random();
    private static final OutboxJournal.Origin ORIGIN = new OutboxJournal.Origin(CheckId.random(), "", 7);

    @TempDir
    private Path directory;

    private static Entry entry(long number) {
        return entry(number, CheckResult.of(Status.WARNING, "message " + number));
    }

    private static Entry entry(long number, CheckResult result) {
        Report report = new Report(
                Target.service("shop", "Größe"), result, Instant.parse("2026-03-01T10:00:00.123456789Z"), null);
        return new Entry(number, new NewDelivery(SERVER, report), ORIGIN, number % 2 == 0);
    }

    private static List<Entry> entries(long count) {
        return LongStream.rangeClosed(1, count).mapToObj(OutboxFileTest::entry).toList();
    }

    private Path file() {
        return directory.resolve("state/outbox");
    }

    private List<Entry> kept() throws IOException {
        try (OutboxFile outbox = OutboxFile.open(file())) {
            return outbox.read();
        }
    }

    @Test
    void keepsWhatWaitsInItsOrder() throws IOException {
        try (OutboxFile outbox = OutboxFile.open(file())) {
            assertThat(outbox.read()).isEmpty();
            outbox.added(entries(3));
            outbox.added(List.of(entry(4)));
            outbox.ended(List.of(2L, 99L));
        }

        assertThat(kept()).containsExactly(entry(1), entry(3), entry(4));
        assertThat(kept()).hasSize(3);
    }

    @Test
    void keepsEachPartOfAResult() throws IOException {
        PerfData perfData = new PerfData(
                List.of(
                        Metric.read(
                                "oldest mail",
                                Map.of("value", 3.5, "uom", "s", "warn", 10, "crit", "~:20", "min", 0, "max", "1e3")),
                        new Metric("unknown", null, org.nscacheck.Uom.NONE, null, null, null, null)),
                List.of("one was dropped"));
        CheckResult result = new CheckResult(Status.UNKNOWN, "mess|age\n🚀", "further\nlines \u0000", perfData);
        Entry host = new Entry(
                2,
                new NewDelivery(
                        SERVER, new Report(Target.host("shop"), result, Instant.EPOCH, Instant.EPOCH.plusSeconds(1))),
                new OutboxJournal.Origin(CheckId.random(), "node-1", 8),
                true);
        try (OutboxFile outbox = OutboxFile.open(file())) {
            outbox.added(List.of(entry(1, result), host));
        }

        assertThat(kept()).containsExactly(entry(1, result), host);
    }

    /** As after kill -9, which writes nothing more: the file is read as it stands at any moment. */
    @Test
    void keepsWhatStandsBeforeACutAtAnyByte() throws IOException {
        try (OutboxFile outbox = OutboxFile.open(file())) {
            outbox.added(entries(2));
        }
        byte[] whole = Files.readAllBytes(file());
        for (int length = 8; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            int all = kept().size();
            assertThat(all).as("after a cut at " + length).isBetween(0, 1);
        }
        Files.write(file(), whole);
        assertThat(kept()).containsExactly(entry(1), entry(2));
    }

    @Test
    void keepsWhatStandsBeforeDamage() throws IOException {
        try (OutboxFile outbox = OutboxFile.open(file())) {
            outbox.added(entries(3));
        }
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length - 20] ^= 1;
        Files.write(file(), bytes);

        assertThat(kept()).containsExactly(entry(1), entry(2));
    }

    @Test
    void doesNotGrowForEver() throws IOException {
        try (OutboxFile outbox = OutboxFile.open(file())) {
            outbox.added(List.of(entry(1)));
            CheckResult large = CheckResult.of(Status.OK, "x".repeat(10_000));
            for (long number = 2; number < 1000; number++) {
                outbox.added(List.of(entry(number, large)));
                outbox.ended(List.of(number));
            }
            assertThat(Files.size(file())).isLessThan(2 << 20);
        }
        assertThat(kept()).containsExactly(entry(1));
    }

    @Test
    void isOfOneProcessAndItsOwner() throws IOException {
        try (OutboxFile outbox = OutboxFile.open(file())) {
            outbox.added(entries(1));
            assertThatThrownBy(() -> OutboxFile.open(file())).hasMessageContaining("is used by another process");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
        }
        assertThat(kept()).hasSize(1);
    }

    @Test
    void takesNoOtherFileForItsOwn() throws IOException {
        Path other = Files.writeString(directory.resolve("notes.txt"), "do not overwrite me");

        assertThatThrownBy(() -> OutboxFile.open(other)).hasMessageContaining("is no outbox of nscacheck");
        assertThat(other).hasContent("do not overwrite me");
    }

    @Test
    void recordsNothingThatCouldNotBeKept() throws IOException {
        OutboxFile outbox = OutboxFile.open(file());
        outbox.close();
        outbox.close();
        Files.delete(file());
        Files.createDirectory(file()); // Whatever is tried now fails.

        assertThatThrownBy(() -> outbox.added(entries(1))).hasMessageContaining("cannot be written");

        assertThat(outbox.read()).isEmpty();
        Files.delete(file());
        outbox.added(entries(1));
        assertThat(kept()).containsExactly(entry(1));
    }
}
