/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Notification.Kind;
import org.nscacheck.notification.Severity;

/**
 * What the parts of a packet have said until now: each one stands until another one of its code replaces it, and values or a message
 * complete an item. Not thread-safe.
 */
final class PartState {

    /** Metadata that collectd gives to all that came by network; what has it is not sent on by network. */
    static final String RECEIVED = "network:received";
    /** Metadata: who signed or encrypted it. */
    static final String USER = "network:username";

    private final Map<Integer, String> names = new LinkedHashMap<>();
    private final List<Notification> notifications = new ArrayList<>();
    private final List<ValueList> values = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final @Nullable String user;
    private long time;
    private long interval;
    private long severity;

    /** @param user who signed or encrypted it, or null if nobody did */
    PartState(@Nullable String user) {
        this.user = user;
    }

    List<Notification> notifications() {
        return notifications;
    }

    List<ValueList> values() {
        return values;
    }

    List<String> problems() {
        return problems;
    }

    /**
     * Takes in one part.
     *
     * @param body the part without its head
     * @throws PacketFaultException if it is malformed
     */
    void apply(int type, ByteBuffer body) throws PacketFaultException {
        switch (type) {
            case PartType.HOST, PartType.PLUGIN, PartType.PLUGIN_INSTANCE, PartType.TYPE, PartType.TYPE_INSTANCE ->
                names.put(type, string(body, Fitted.NAME_BYTES));
            case PartType.TIME -> time = number(body) << 30;
            case PartType.TIME_HR -> time = number(body);
            case PartType.INTERVAL -> interval = number(body) << 30;
            case PartType.INTERVAL_HR -> interval = number(body);
            case PartType.SEVERITY -> severity = number(body);
            case PartType.VALUES -> addValues(body);
            case PartType.MESSAGE -> addNotification(string(body, Fitted.TEXT_BYTES));
            default -> {
                // Later versions may have parts of which this one knows nothing; collectd skips them too.
            }
        }
    }

    private static long number(ByteBuffer body) throws PacketFaultException {
        if (body.remaining() != Long.BYTES) {
            throw new PacketFaultException("a number has " + body.remaining() + " bytes instead of 8");
        }
        return body.getLong();
    }

    private static String string(ByteBuffer body, int most) throws PacketFaultException {
        int length = body.remaining() - 1;
        if (length < 0 || length > most) {
            throw new PacketFaultException("a string has " + length + " bytes, outside 0 to " + most);
        }
        byte[] bytes = new byte[length];
        body.get(bytes);
        if (body.get() != 0) {
            throw new PacketFaultException("a string does not end with NUL");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private void addValues(ByteBuffer body) throws PacketFaultException {
        int count = body.remaining() < Short.BYTES ? 0 : Short.toUnsignedInt(body.getShort());
        if (count == 0 || body.remaining() != count * (1 + Long.BYTES)) {
            throw new PacketFaultException(count + " values cannot have " + body.remaining() + " bytes");
        }
        byte[] types = new byte[count];
        body.get(types);
        List<Value> numbers = new ArrayList<>(count);
        for (byte code : types) {
            numbers.add(value(code, body.getLong()));
        }
        Identity identity = identity();
        if (time == 0
                || identity.host().isEmpty()
                || identity.plugin().isEmpty()
                || identity.type().isEmpty()) {
            problems.add("values of '" + identity + "' were left out: host, plugin, type or time is missing");
            return;
        }
        values.add(new ValueList(identity, time(), interval == 0 ? null : CdTime.duration(interval), numbers));
    }

    private static Value value(byte code, long bits) throws PacketFaultException {
        ValueType type = ValueType.ofCode(code)
                .orElseThrow(() -> new PacketFaultException("a value has type " + code + ", outside 0 to 3"));
        return new Value(type, type == ValueType.GAUGE ? Long.reverseBytes(bits) : bits);
    }

    private void addNotification(String text) {
        Optional<Severity> known = WireSeverity.of(severity);
        if (known.isEmpty() || time == 0 || text.isEmpty()) {
            problems.add("a notification of '" + identity() + "' was left out: severity " + severity
                    + " is none of 1, 2 and 4, or time or message is missing");
            return;
        }
        notifications.add(new Notification(Kind.EVENT, known.get(), time(), identity(), text, origin()));
    }

    private Map<String, Object> origin() {
        Map<String, Object> origin = new LinkedHashMap<>();
        origin.put(RECEIVED, true);
        if (user != null) {
            origin.put(USER, user);
        }
        return origin;
    }

    private Instant time() {
        return CdTime.instant(time);
    }

    private Identity identity() {
        return new Identity(
                name(PartType.HOST),
                name(PartType.PLUGIN),
                name(PartType.PLUGIN_INSTANCE),
                name(PartType.TYPE),
                name(PartType.TYPE_INSTANCE));
    }

    private String name(int type) {
        return names.getOrDefault(type, "");
    }
}
