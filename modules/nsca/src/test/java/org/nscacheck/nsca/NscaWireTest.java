/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.nscacheck.nsca.cipher.PacketCipher;
import org.nscacheck.testkit.matrix.Row;

class NscaWireTest {

    private static byte[] packet(NscaMessage message, int outputField) {
        DataPacket packet = new DataPacket(outputField);
        // What was in it before must not shine through.
        packet.fill(new NscaMessage("x".repeat(63), "y".repeat(127), 3, "z".repeat(5000)), -1);
        return packet.fill(message, 0x65E1A2B3).clone();
    }

    private static String text(byte[] packet, int offset, int length) {
        String field = new String(packet, offset, length, StandardCharsets.UTF_8);
        return field.substring(0, field.indexOf('\0'));
    }

    @Test
    void putsEachFieldAtItsPlace() {
        byte[] packet = packet(new NscaMessage("shop", "Mail queue", 2, "7 mails|unsent=7"), 4096);
        ByteBuffer buffer = ByteBuffer.wrap(packet);

        assertThat(packet).hasSize(4304);
        assertThat(buffer.getShort(0)).isEqualTo((short) 3);
        assertThat(buffer.getInt(8)).isEqualTo(0x65E1A2B3);
        assertThat(buffer.getShort(12)).isEqualTo((short) 2);
        assertThat(text(packet, 14, 64)).isEqualTo("shop");
        assertThat(text(packet, 78, 128)).isEqualTo("Mail queue");
        assertThat(text(packet, 206, 4096)).isEqualTo("7 mails|unsent=7");
        int crc = buffer.getInt(4);
        buffer.putInt(4, 0);
        CRC32 expected = new CRC32();
        expected.update(packet);
        assertThat(crc).isEqualTo((int) expected.getValue());
    }

    @Test
    void cutsAnOutputAtACharacterAndAlwaysClosesIt() {
        byte[] packet = packet(new NscaMessage("h", "s", 0, "ä".repeat(300)), 512);

        assertThat(packet).hasSize(720);
        assertThat(text(packet, 206, 512)).isEqualTo("ä".repeat(255));
    }

    @Test
    @Row(value = "B04", done = "every character goes over the wire as UTF-8")
    void writesEveryCharacterAsUtf8() {
        String all = "a\u007f\u0080ß\u07ff\u0800€\uffff\ud83d\ude80 end";

        assertThat(text(packet(new NscaMessage("h", "s", 0, all), 4096), 206, 4096))
                .isEqualTo(all);
        assertThat(text(packet(new NscaMessage("h", "s", 0, "half \ud83d of one\ude80"), 4096), 206, 4096))
                .isEqualTo("half ? of one?");
        assertThat(text(packet(new NscaMessage("h", "s", 0, "a\0b"), 4096), 206, 4096))
                .isEqualTo("a b");
    }

    @Test
    void leavesTheServiceEmptyForAHost() {
        assertThat(text(packet(new NscaMessage("h", null, 1, "down"), 512), 78, 128))
                .isEmpty();
    }

    @Test
    @Row(value = "B01", done = "empty and blank messages are sent as (no output)")
    void neverSendsAnEmptyOutput() {
        assertThat(text(packet(new NscaMessage("h", "s", 0, " \0"), 512), 206, 512))
                .isEqualTo("(no output)");
    }

    @Test
    void startsXorAnewForEachPacket() {
        byte[] iv = new byte[128];
        iv[0] = 0x0F;
        PacketCipher cipher = Encryption.XOR.open("ab".getBytes(StandardCharsets.US_ASCII), iv);

        for (int i = 0; i < 2; i++) {
            byte[] packet = new byte[4];
            cipher.encrypt(packet);
            assertThat(HexFormat.of().formatHex(packet)).isEqualTo("6e626162");
        }
    }

    @Test
    void runsAesOnFromPacketToPacketLikeLibmcrypt() {
        // CFB-8 over a stream cut into two packets is CFB-8 over the whole of it.
        byte[] iv = new byte[128];
        for (int i = 0; i < iv.length; i++) {
            iv[i] = (byte) i;
        }
        byte[] password = "secret".getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[64];
        Encryption.RIJNDAEL_128.open(password, iv).encrypt(whole);
        byte[] first = new byte[32];
        byte[] second = new byte[32];
        PacketCipher cipher = Encryption.RIJNDAEL_128.open(password, iv);
        cipher.encrypt(first);
        cipher.encrypt(second);

        assertThat(first).isEqualTo(Arrays.copyOf(whole, 32));
        assertThat(second).isEqualTo(Arrays.copyOfRange(whole, 32, 64));
    }
}
