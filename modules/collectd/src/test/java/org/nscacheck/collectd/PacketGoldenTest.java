/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Packets byte by byte as collectd itself makes them. */
class PacketGoldenTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Golden.AT);

    private static PacketDecoder decoder() {
        return new PacketDecoder(SecurityLevel.NONE, Golden.USERS, CLOCK);
    }

    private static PacketEncoder encoder(SecurityLevel level) {
        return new PacketEncoder(PacketSecurity.of(level, Golden.USER, Golden.PASSWORD));
    }

    @Test
    void writesANotificationAsCollectdDoes() {
        assertThat(encoder(SecurityLevel.NONE).notification(Golden.NOTIFICATION).bytes())
                .isEqualTo(Golden.PLAIN_NOTIFICATION);
    }

    @Test
    void signsANotificationAsCollectdDoes() {
        assertThat(encoder(SecurityLevel.SIGN).notification(Golden.NOTIFICATION).bytes())
                .isEqualTo(Golden.SIGNED_NOTIFICATION);
    }

    @Test
    void encryptsANotificationAsCollectdDoesWithTheSameInitializationVector() {
        byte[] iv = Arrays.copyOfRange(Golden.ENCRYPTED_NOTIFICATION, 11, 27);

        assertThat(PacketSecurity.of(SecurityLevel.ENCRYPT, Golden.USER, Golden.PASSWORD)
                        .encrypt(Golden.PLAIN_NOTIFICATION, iv))
                .isEqualTo(Golden.ENCRYPTED_NOTIFICATION);
    }

    @Test
    void writesValuesAsCollectdDoes() {
        List<PacketEncoder.Packet> packets = encoder(SecurityLevel.NONE).values(Golden.VALUES);

        assertThat(packets).hasSize(1);
        assertThat(packets.get(0).items()).isEqualTo(3);
        assertThat(packets.get(0).bytes()).isEqualTo(Golden.PLAIN_VALUES);
    }

    @Test
    void readsWhatCollectdWrites() {
        assertThat(decoder().decode(Golden.PLAIN_NOTIFICATION))
                .isEqualTo(new DecodedPacket(
                        List.of(Golden.received(Golden.NOTIFICATION, Map.of())), List.of(), List.of()));
        assertThat(decoder().decode(Golden.PLAIN_VALUES))
                .isEqualTo(new DecodedPacket(List.of(), Golden.VALUES, List.of()));
    }

    @Test
    void readsWhatCollectdSignsAndEncryptsAndSaysFromWhom() {
        for (byte[] packet : List.of(Golden.SIGNED_NOTIFICATION, Golden.ENCRYPTED_NOTIFICATION)) {
            assertThat(decoder().decode(packet))
                    .isEqualTo(new DecodedPacket(
                            List.of(Golden.received(Golden.NOTIFICATION, Map.of(PartState.USER, Golden.USER))),
                            List.of(),
                            List.of()));
        }
    }
}
