/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nscacheck.nsca.cipher.Ciphers;
import org.nscacheck.nsca.cipher.PacketCipher;
import org.nscacheck.nsca.cipher.PacketDecipher;

/** The ciphers give what the daemon's library gives. */
class LibmcryptVectorsTest {

    private static final Path VECTORS = Path.of("../../src/it/nsca/libmcrypt-vectors.txt");

    static Stream<String> vectors() throws IOException {
        return Files.readAllLines(VECTORS).stream().filter(line -> !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void encryptsLikeLibmcryptAndDecrypts(String vector) {
        String[] columns = vector.split(" ");
        byte[] key = HexFormat.of().parseHex(columns[3]);
        byte[] iv = new byte[128];
        for (int i = 0; i < iv.length; i++) {
            iv[i] = (byte) (i * 11 + 1);
        }
        byte[] text = new byte[64];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) i;
        }
        PacketCipher cipher =
                Encryption.ofNumber(Integer.parseInt(columns[0])).orElseThrow().open(key, iv);

        // Two packets on one connection: the state of the cipher runs on.
        byte[] first = java.util.Arrays.copyOf(text, 40);
        byte[] second = java.util.Arrays.copyOfRange(text, 40, 64);
        cipher.encrypt(first);
        cipher.encrypt(second);

        assertThat(HexFormat.of().formatHex(first) + HexFormat.of().formatHex(second))
                .isEqualTo(columns[5]);

        PacketDecipher decipher = Ciphers.openToDecrypt(Integer.parseInt(columns[0]), key, iv);
        decipher.decrypt(first);
        decipher.decrypt(second);
        assertThat(first).isEqualTo(java.util.Arrays.copyOf(text, 40));
        assertThat(second).isEqualTo(java.util.Arrays.copyOfRange(text, 40, 64));
    }
}
