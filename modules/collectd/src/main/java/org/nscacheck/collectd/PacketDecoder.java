/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.collectd.PacketOpener.Opened;
import org.nscacheck.notification.Notification;

/**
 * Reads the packets of collectd's binary network protocol. Whatever the bytes are, it says what was in them and what was wrong, and
 * throws nothing. Thread-safe.
 *
 * <p>Stricter than collectd in two things: it verifies each signature, also where no user is known, and takes a protected packet
 * only once ({@link #REPLAY_WINDOW}). A notification that is read is an {@link Notification.Kind#EVENT}, and its metadata say that it
 * came by network, and from which user.
 */
public final class PacketDecoder {

    /** How late a protected packet may come: what is older can no longer be told from one that was sent before. */
    public static final Duration REPLAY_WINDOW = Duration.ofHours(1);

    private static final int REMEMBERED = 65_536;
    private static final int HEAD = 4;

    private final SecurityLevel required;
    private final PacketOpener opener;
    private final ReplayGuard replays;

    /**
     * @param required what packets need at least; all others are left out
     * @param users who may sign and encrypt
     * @param clock for {@link #REPLAY_WINDOW}
     */
    public PacketDecoder(SecurityLevel required, Users users, InstantSource clock) {
        this(required, users, new ReplayGuard(clock, REPLAY_WINDOW, REMEMBERED));
    }

    PacketDecoder(SecurityLevel required, Users users, ReplayGuard replays) {
        this.required = required;
        this.opener = new PacketOpener(users);
        this.replays = replays;
    }

    /** Returns what is in a packet. */
    public DecodedPacket decode(byte[] packet) {
        Reading reading = new Reading(ByteBuffer.wrap(packet).asReadOnlyBuffer());
        try {
            reading.readAll();
        } catch (PacketFaultException e) {
            reading.problems.add(e.reason());
        }
        return reading.result();
    }

    /** One part: its code, and what comes after its head. */
    private record Part(int type, ByteBuffer body) {

        /** Takes the next part off the packet. */
        static Part next(ByteBuffer packet) throws PacketFaultException {
            if (packet.remaining() < HEAD) {
                throw new PacketFaultException("the packet ends within the head of a part");
            }
            int type = Short.toUnsignedInt(packet.getShort());
            int length = Short.toUnsignedInt(packet.getShort());
            if (length < HEAD || length - HEAD > packet.remaining()) {
                throw new PacketFaultException(
                        String.format(Locale.ROOT, "part 0x%04x has %d bytes, which is not possible", type, length));
            }
            ByteBuffer body = packet.slice(packet.position(), length - HEAD);
            packet.position(packet.position() + length - HEAD);
            return new Part(type, body);
        }
    }

    /** Reads one packet. */
    private final class Reading {

        private final ByteBuffer packet;
        private final PartState open = new PartState(null);
        private final List<Notification> notifications = new ArrayList<>();
        private final List<ValueList> values = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private boolean unprotected;

        Reading(ByteBuffer packet) {
            this.packet = packet;
        }

        void readAll() throws PacketFaultException {
            while (packet.hasRemaining()) {
                Part part = Part.next(packet);
                if (part.type == PartType.ENCRYPTED) {
                    take(opener.encrypted(part.body));
                } else if (part.type == PartType.SIGNED && required != SecurityLevel.ENCRYPT) {
                    take(opener.signed(part.body, packet));
                } else if (required == SecurityLevel.NONE) {
                    open.apply(part.type, part.body);
                } else {
                    unprotected = true;
                }
            }
        }

        private void take(Opened opened) throws PacketFaultException {
            PartState inner = new PartState(opened.user());
            PacketFaultException fault = readInner(opened.parts(), inner);
            Optional<Instant> newest = times(inner).max(Comparator.naturalOrder());
            if (newest.isPresent() && !replays.admit(opened.seal(), newest.get())) {
                throw new PacketFaultException("a packet of user '" + opened.user() + "' until " + newest.get()
                        + " came twice, or more than " + REPLAY_WINDOW.toMinutes() + " minutes late");
            }
            add(inner, replays.horizon());
            if (fault != null) {
                throw fault;
            }
        }

        private void add(PartState inner, Instant after) {
            inner.notifications().stream()
                    .filter(each -> each.at().isAfter(after))
                    .forEach(notifications::add);
            inner.values().stream().filter(each -> each.time().isAfter(after)).forEach(values::add);
            problems.addAll(inner.problems());
            long late = times(inner).filter(time -> !time.isAfter(after)).count();
            if (late > 0) {
                problems.add(late + " items came more than " + REPLAY_WINDOW.toMinutes() + " minutes late");
            }
        }

        DecodedPacket result() {
            notifications.addAll(open.notifications());
            values.addAll(open.values());
            problems.addAll(open.problems());
            if (unprotected) {
                problems.add("parts were left out that are not "
                        + (required == SecurityLevel.SIGN ? "signed" : "encrypted"));
            }
            return new DecodedPacket(notifications, values, problems);
        }
    }

    private static Stream<Instant> times(PartState state) {
        return Stream.concat(
                state.notifications().stream().map(Notification::at),
                state.values().stream().map(ValueList::time));
    }

    /** Returns why not all could be read, or null. Protected parts within protected ones are skipped as any other unknown part. */
    private static @Nullable PacketFaultException readInner(ByteBuffer parts, PartState into) {
        try {
            while (parts.hasRemaining()) {
                Part part = Part.next(parts);
                into.apply(part.type, part.body);
            }
            return null;
        } catch (PacketFaultException e) {
            return e;
        }
    }
}
