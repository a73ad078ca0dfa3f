/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nscacheck.notification.Notification;

/** Rubbish as packets: what is in them, what is wrong with them, and never an exception. */
class PacketFuzzTest {

    private static final int PACKETS = 60_000;
    private static final List<SecurityLevel> LEVELS = List.of(SecurityLevel.values());
    private static final List<byte[]> SEEDS = List.of(
            Golden.PLAIN_NOTIFICATION, Golden.SIGNED_NOTIFICATION, Golden.ENCRYPTED_NOTIFICATION, Golden.PLAIN_VALUES);

    private final Random random = new Random(20261128);
    private final InstantSource clock = InstantSource.fixed(Golden.AT);
    private int read;
    private int faulty;

    @Test
    void saysWhatIsInThemAndWhatIsWrong() {
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = i % 5 == 0 ? anyBytes() : i % 5 == 1 ? wrapped() : changed(SEEDS.get(i % 4));
            decode(LEVELS.get(i % 3), packet);
        }
        assertThat(read).as("packets that held something").isGreaterThan(PACKETS / 20);
        assertThat(faulty).as("packets with a fault").isGreaterThan(PACKETS / 3);
    }

    private void decode(SecurityLevel level, byte[] packet) {
        try {
            DecodedPacket decoded = new PacketDecoder(level, Golden.USERS, clock).decode(packet);
            read += decoded.notifications().isEmpty() && decoded.values().isEmpty() ? 0 : 1;
            faulty += decoded.problems().isEmpty() ? 0 : 1;
            assertThat(decoded.problems()).allMatch(problem -> !problem.isBlank() && problem.length() < 1000);
            assertThat(decoded.notifications()).extracting(Notification::text).noneMatch(String::isEmpty);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("failed at: " + HexFormat.of().formatHex(packet), e);
        }
    }

    private byte[] anyBytes() {
        byte[] packet = new byte[random.nextInt(1500)];
        random.nextBytes(packet);
        return packet;
    }

    /** Rubbish that is signed or encrypted as it should be. */
    private byte[] wrapped() {
        SecurityLevel level = random.nextBoolean() ? SecurityLevel.SIGN : SecurityLevel.ENCRYPT;
        byte[] parts = random.nextInt(3) == 0 ? anyBytes() : changed(SEEDS.get(random.nextInt(4)));
        return PacketSecurity.of(level, Golden.USER, Golden.PASSWORD).protect(parts);
    }

    /** Some bytes are others, or are missing. */
    private byte[] changed(byte[] seed) {
        byte[] packet = seed.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(packet, random.nextInt(packet.length)) : packet;
    }
}
