/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;

/**
 * Makes the packets of collectd's binary network protocol. Names of more than {@value Fitted#NAME_BYTES} bytes and texts of more than
 * {@value Fitted#TEXT_BYTES} are shortened. A notification's kind and metadata have no place in it. Pure; thread-safe if the
 * security is.
 *
 * <p>Source: collectd's wiki, "Binary protocol", and {@code network.c} of 5.12.
 */
public final class PacketEncoder {

    /** Most bytes of a packet; collectd's default for what it reads and writes ({@code MaxPacketSize}). */
    public static final int MAX_PACKET_BYTES = 1452;

    private final PacketSecurity security;
    private final int capacity;

    /** @param security how each packet is protected */
    public PacketEncoder(PacketSecurity security) {
        this.security = security;
        this.capacity = MAX_PACKET_BYTES - security.overheadBytes();
    }

    /** A packet that is ready to be sent. */
    public static final class Packet {

        private final byte[] bytes;
        private final int items;

        Packet(byte[] bytes, int items) {
            this.bytes = bytes;
            this.items = items;
        }

        /** Returns its bytes, at most {@value PacketEncoder#MAX_PACKET_BYTES}. */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** Returns how many value lists or notifications it holds. */
        public int items() {
            return items;
        }
    }

    /** Returns the packet of one notification. */
    public Packet notification(Notification notification) {
        PartWriter parts = new PartWriter();
        parts.number(PartType.TIME_HR, CdTime.of(notification.at()));
        parts.number(PartType.SEVERITY, WireSeverity.code(notification.severity()));
        Identity identity = fitted(notification.identity());
        parts.given(PartType.HOST, identity.host());
        parts.given(PartType.PLUGIN, identity.plugin());
        parts.given(PartType.PLUGIN_INSTANCE, identity.pluginInstance());
        parts.given(PartType.TYPE, identity.type());
        parts.given(PartType.TYPE_INSTANCE, identity.typeInstance());
        parts.string(PartType.MESSAGE, Fitted.text(notification.text()));
        return new Packet(security.protect(parts.bytes()), 1);
    }

    /**
     * Returns the packets of value lists, in their order; as many lists share a packet as fit, and each packet can be read alone.
     *
     * @throws IllegalArgumentException if one list has more numbers than a packet holds, some 100
     */
    public List<Packet> values(List<ValueList> lists) {
        Filling filling = new Filling();
        lists.forEach(list -> filling.add(fitted(list)));
        filling.finish();
        return filling.packets;
    }

    /** Fills packet after packet. */
    private final class Filling {

        private final List<Packet> packets = new ArrayList<>();
        private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
        private int items;
        private @Nullable ValueList last;

        void add(ValueList list) {
            byte[] parts = parts(list, last);
            if (items > 0 && payload.size() + parts.length > capacity) {
                finish();
                parts = parts(list, null);
            }
            requireFits(list, parts.length);
            payload.writeBytes(parts);
            items++;
            last = list;
        }

        void finish() {
            if (items > 0) {
                packets.add(new Packet(security.protect(payload.toByteArray()), items));
            }
            payload.reset();
            items = 0;
            last = null;
        }
    }

    private void requireFits(ValueList list, int length) {
        if (length > capacity) {
            throw new IllegalArgumentException(list.identity() + " has "
                    + list.values().size() + " values, more than a packet of " + MAX_PACKET_BYTES + " bytes holds");
        }
    }

    /** Writes what differs from the list before in the same packet: a reader keeps each part until another one replaces it. */
    private static byte[] parts(ValueList list, @Nullable ValueList before) {
        PartWriter parts = new PartWriter();
        Identity now = list.identity();
        Identity old = before == null ? new Identity("", "", "", "", "") : before.identity();
        changed(parts, PartType.HOST, now.host(), old.host());
        if (before == null || !list.time().equals(before.time())) {
            parts.number(PartType.TIME_HR, CdTime.of(list.time()));
        }
        if (before == null || !list.interval().equals(before.interval())) {
            list.interval().ifPresentOrElse(parts::interval, () -> forgetInterval(parts, before));
        }
        changed(parts, PartType.PLUGIN, now.plugin(), old.plugin());
        changed(parts, PartType.PLUGIN_INSTANCE, now.pluginInstance(), old.pluginInstance());
        changed(parts, PartType.TYPE, now.type(), old.type());
        changed(parts, PartType.TYPE_INSTANCE, now.typeInstance(), old.typeInstance());
        parts.values(list.values());
        return parts.bytes();
    }

    private static void forgetInterval(PartWriter parts, @Nullable ValueList before) {
        if (before != null) {
            parts.number(PartType.INTERVAL_HR, 0);
        }
    }

    private static void changed(PartWriter parts, int type, String now, String old) {
        if (!now.equals(old)) {
            parts.string(type, now);
        }
    }

    private static ValueList fitted(ValueList list) {
        return new ValueList(fitted(list.identity()), list.time(), list.spacing(), list.values());
    }

    private static Identity fitted(Identity identity) {
        return new Identity(
                Fitted.name(identity.host()),
                Fitted.name(identity.plugin()),
                Fitted.name(identity.pluginInstance()),
                Fitted.name(identity.type()),
                Fitted.name(identity.typeInstance()));
    }
}
