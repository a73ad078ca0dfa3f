/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Status;
import org.nscacheck.Uom;
import org.nscacheck.check.CheckId;
import org.nscacheck.delivery.NewDelivery;
import org.nscacheck.inmemory.OutboxJournal.Entry;
import org.nscacheck.sender.Report;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.Target;

/** A delivery as bytes and back: its fields in their order, numbers big-endian, texts as a length and UTF-8. */
final class EntryBytes {

    private EntryBytes() {}

    static byte[] write(Entry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeLong(entry.number());
            write(out, entry.delivery().server().value());
            write(out, entry.origin().check().value());
            text(out, entry.origin().node());
            out.writeLong(entry.origin().claim());
            out.writeBoolean(entry.changed());
            report(out, entry.delivery().report());
        } catch (IOException e) {
            throw new IllegalStateException("an array of bytes took no more", e);
        }
        return bytes.toByteArray();
    }

    private static void report(DataOutputStream out, Report report) throws IOException {
        text(out, report.target().host());
        optional(out, report.target().service());
        out.writeByte(report.status().code());
        text(out, report.message());
        text(out, report.longOutput());
        out.writeInt(report.perfData().metrics().size());
        for (Metric metric : report.perfData()) {
            text(out, metric.label());
            optional(out, metric.value());
            text(out, metric.uom().symbol());
            optional(out, metric.warn());
            optional(out, metric.crit());
            optional(out, metric.min());
            optional(out, metric.max());
        }
        out.writeInt(report.perfData().faults().size());
        for (String fault : report.perfData().faults()) {
            text(out, fault);
        }
        optional(out, report.at());
        optional(out, report.validUntil());
        out.writeBoolean(report.told() != null);
        if (report.told() != null) {
            NotificationBytes.write(out, report.told());
        }
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Writes null, or what something says of itself. */
    private static void optional(DataOutputStream out, @Nullable Object value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            text(out, value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        }
    }

    /** @throws IllegalArgumentException if it is not what {@link #write} has written */
    static Entry read(byte[] bytes) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            long number = in.readLong();
            ServerId server = new ServerId(id(in));
            CheckId check = new CheckId(id(in));
            OutboxJournal.Origin origin = new OutboxJournal.Origin(check, text(in), in.readLong());
            boolean changed = in.readBoolean();
            return new Entry(number, new NewDelivery(server, report(in)), origin, changed);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("an entry of the outbox cannot be read: " + e, e);
        }
    }

    private static Report report(DataInputStream in) throws IOException {
        Target target = new Target(text(in), optional(in));
        Status status = Status.ofCode(in.readByte()).orElse(Status.UNKNOWN);
        String message = text(in);
        String longOutput = text(in);
        List<Metric> metrics = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            metrics.add(metric(in));
        }
        List<String> faults = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            faults.add(text(in));
        }
        Instant at = time(in);
        Instant validUntil = time(in);
        // Entries of older releases end here.
        boolean told = in.available() > 0 && in.readBoolean();
        return new Report(
                target,
                new CheckResult(status, message, longOutput, new PerfData(metrics, faults)),
                at == null ? Instant.EPOCH : at,
                validUntil,
                told ? NotificationBytes.read(in) : null);
    }

    private static Metric metric(DataInputStream in) throws IOException {
        String label = text(in);
        BigDecimal value = number(in);
        Uom uom = Uom.ofSymbol(text(in)).orElse(Uom.NONE);
        return new Metric(label, value, uom, range(in), range(in), number(in), number(in));
    }

    private static UUID id(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static @Nullable String optional(DataInputStream in) throws IOException {
        return in.readBoolean() ? text(in) : null;
    }

    private static @Nullable BigDecimal number(DataInputStream in) throws IOException {
        String text = optional(in);
        return text == null ? null : new BigDecimal(text);
    }

    private static @Nullable Range range(DataInputStream in) throws IOException {
        String text = optional(in);
        return text == null ? null : Range.parse(text);
    }

    private static @Nullable Instant time(DataInputStream in) throws IOException {
        String text = optional(in);
        return text == null ? null : Instant.parse(text);
    }
}
