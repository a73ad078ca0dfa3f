/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;

/** What is encoded is decoded to the same, whatever it is and however it is protected. */
class PacketRoundTripTest {

    private static final int ROUNDS = 400;

    private final Random random = new Random(20261127);
    private final InstantSource clock = InstantSource.fixed(Golden.AT);

    @ParameterizedTest
    @EnumSource
    void givesBackValueListsInPacketsThatFit(SecurityLevel level) {
        PacketEncoder encoder = new PacketEncoder(PacketSecurity.of(level, Golden.USER, Golden.PASSWORD));
        PacketDecoder decoder = new PacketDecoder(level, Golden.USERS, clock);
        int split = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<ValueList> lists = lists();
            List<ValueList> read = new ArrayList<>();
            List<PacketEncoder.Packet> packets = encoder.values(lists);
            for (PacketEncoder.Packet packet : packets) {
                assertThat(packet.bytes()).hasSizeLessThanOrEqualTo(PacketEncoder.MAX_PACKET_BYTES);
                DecodedPacket decoded = decoder.decode(packet.bytes());
                assertThat(decoded.problems()).isEmpty();
                assertThat(decoded.values()).hasSize(packet.items());
                read.addAll(decoded.values());
            }
            assertThat(read).isEqualTo(lists);
            split += packets.size() > 1 ? 1 : 0;
        }
        assertThat(split).as("lists that needed several packets").isGreaterThan(ROUNDS / 10);
    }

    @ParameterizedTest
    @EnumSource
    void givesBackNotifications(SecurityLevel level) {
        PacketEncoder encoder = new PacketEncoder(PacketSecurity.of(level, Golden.USER, Golden.PASSWORD));
        PacketDecoder decoder = new PacketDecoder(level, Golden.USERS, clock);
        Map<String, Object> user = level == SecurityLevel.NONE ? Map.of() : Map.of(PartState.USER, Golden.USER);
        for (int round = 0; round < ROUNDS; round++) {
            Notification notification = notification();
            byte[] packet = encoder.notification(notification).bytes();

            assertThat(packet).hasSizeLessThanOrEqualTo(PacketEncoder.MAX_PACKET_BYTES);
            assertThat(decoder.decode(packet))
                    .isEqualTo(new DecodedPacket(List.of(Golden.received(notification, user)), List.of(), List.of()));
        }
    }

    private List<ValueList> lists() {
        List<ValueList> lists = new ArrayList<>();
        for (int i = 1 + random.nextInt(40); i > 0; i--) {
            Identity identity = new Identity(
                    pick("shop", "db"),
                    pick("mail", text(1, 127)),
                    pick("", text(0, 127)),
                    pick("gauge", "load"),
                    text(0, 127));
            Duration interval = random.nextInt(4) == 0 ? null : Duration.ofMillis(1 + random.nextInt(100_000));
            lists.add(new ValueList(identity, time(), interval, values()));
        }
        return lists;
    }

    private List<Value> values() {
        List<Value> values = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            values.add(
                    switch (random.nextInt(4)) {
                        case 0 -> Value.gauge(random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian() * 1e9);
                        case 1 -> Value.counter(random.nextLong());
                        case 2 -> Value.derive(random.nextLong());
                        default -> Value.absolute(random.nextLong());
                    });
        }
        return values;
    }

    private Notification notification() {
        Severity severity = List.of(Severity.values()).get(random.nextInt(3));
        Identity identity = new Identity(text(0, 127), text(0, 127), text(0, 127), text(0, 127), text(0, 127));
        return new Notification(Notification.Kind.PROBLEM, severity, time(), identity, text(1, 255), Map.of());
    }

    private Instant time() {
        return Golden.AT.plusNanos(random.nextLong(3_600_000_000_000L));
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    /** Letters of one to four bytes. */
    private String text(int least, int most) {
        int bytes = least + random.nextInt(most - least + 1);
        StringBuilder text = new StringBuilder();
        while (Fitted.bytes(text.toString()) < bytes) {
            String next = List.of("a", "-", "\n", "/", "ö", "€", "🚀").get(random.nextInt(7));
            text.append(Fitted.bytes(text + next) <= bytes ? next : "x");
        }
        return text.toString();
    }
}
