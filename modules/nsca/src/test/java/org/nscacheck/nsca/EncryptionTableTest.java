/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Secret;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.SendNsca;

/**
 * Every number an encryption method can have: what Debian's {@code nsca} writes of {@code send_nsca} it writes of our client,
 * and what the one cannot send the other refuses.
 */
class EncryptionTableTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int[] PACKETS = {1, 2, 50};

    static Stream<Encryption> native17() {
        return Arrays.stream(Encryption.values())
                .filter(method -> method.whyNotNative().isEmpty());
    }

    /** Shorter, equal to and longer than the keys of the ciphers, which are from 8 to 128 bytes. */
    private static List<String> passwords() {
        List<String> passwords = new ArrayList<>();
        for (int length : new int[] {1, 7, 8, 16, 32, 33, 56, 512, 170}) {
            passwords.add(IntStream.range(0, length)
                    .mapToObj(i -> String.valueOf((char) ('!' + (i * 31 + length) % 90)))
                    .reduce("", String::concat));
        }
        passwords.add("pässwörd €#= 🚀");
        return passwords;
    }

    private static List<NscaMessage> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new NscaMessage(
                        "host " + i,
                        i % 7 == 6 ? null : "Größe " + i,
                        i % 3,
                        "text\\" + "é".repeat(i * 20) + "|a=" + i))
                .toList();
    }

    private static String record(NscaMessage message) {
        String service = message.service() == null ? "" : message.service() + "\t";
        return message.host() + "\t" + service + message.returnCode() + "\t" + message.output();
    }

    private static NscaClient client(NscaDaemon daemon, Encryption method, Duration rejectionWait) {
        NscaTiming usual = NscaTiming.DEFAULT;
        return new NscaClient(NscaClientSettings.of("127.0.0.1", daemon.port(), Secret.of(daemon.password()), method)
                .with(new NscaTiming(
                        usual.connectTimeout(),
                        usual.readTimeout(),
                        rejectionWait,
                        usual.connectionAge(),
                        usual.keepOpen())));
    }

    /** What the daemon wrote, without its clock. */
    private static List<String> written(NscaDaemon daemon, int count) {
        daemon.awaitResults(count);
        List<String> lines = daemon.rawLines().stream()
                .map(line -> line.substring(line.indexOf(']') + 1))
                .toList();
        daemon.clear();
        return lines;
    }

    private static void assertSame(NscaDaemon daemon, NscaClient client, int count) throws InterruptedException {
        List<NscaMessage> messages = messages(count);
        String[] records = messages.stream().map(EncryptionTableTest::record).toArray(String[]::new);
        assertThat(SendNsca.send(daemon.port(), daemon.password(), daemon.method(), records)
                        .exitCode())
                .isZero();
        List<String> theirs = written(daemon, count);

        List<SendOutcome> outcomes = client.send(messages, Deadline.in(PATIENCE));

        assertThat(outcomes).hasSize(count).containsOnly(new SendOutcome.Sent(true));
        assertThat(written(daemon, count)).isEqualTo(theirs).hasSize(count);
    }

    /** Each method, with a password longer than each key, and one in UTF-8 that is shorter than many. */
    @Test
    void writesWhatSendNscaWrites() throws Exception {
        List<String> all = passwords();
        assertSameUnder(all.subList(all.size() - 2, all.size()));
    }

    @Test
    @Tag("faults")
    void writesWhatSendNscaWritesUnderEachLengthOfPassword() throws Exception {
        assertSameUnder(passwords());
    }

    private static void assertSameUnder(List<String> passwords) throws Exception {
        AtOnce.forEach(3, native17().toList(), method -> {
            for (String password : passwords) {
                try (NscaDaemon daemon = NscaDaemon.builder()
                                .password(password)
                                .method(method.number())
                                .start();
                        NscaClient client = client(daemon, method, Duration.ofMillis(50))) {
                    for (int count : PACKETS) {
                        assertSame(daemon, client, count);
                    }
                }
            }
        });
    }

    @Test
    void writesWhatSendNscaWritesForkedToo() throws Exception {
        // One method for each length of a block.
        AtOnce.forEach(
                List.of(Encryption.XOR, Encryption.DES, Encryption.RIJNDAEL_128, Encryption.RIJNDAEL_256),
                EncryptionTableTest::forkedRow);
    }

    @Test
    @Tag("faults")
    void writesWhatSendNscaWritesForkedTooWithEachMethod() throws Exception {
        AtOnce.forEach(native17().toList(), EncryptionTableTest::forkedRow);
    }

    private static void forkedRow(Encryption method) throws InterruptedException {
        try (NscaDaemon daemon = NscaDaemon.builder()
                        .mode(NscaDaemon.Mode.FORKED)
                        .password("forked pässword")
                        .method(method.number())
                        .start();
                NscaClient client = client(daemon, method, NscaTiming.DEFAULT.rejectionWait())) {
            for (int count : PACKETS) {
                assertSame(daemon, client, count);
            }
        }
    }

    /** 7, 12, 19, 22, 24, 25. */
    @ParameterizedTest
    @EnumSource(names = {"THREE_WAY", "ARCFOUR", "WAKE", "ENIGMA", "SAFER_SK64", "SAFER_SK128"})
    void refusesWhatTheDaemonCannotOpen(Encryption method) throws InterruptedException {
        try (NscaDaemon daemon =
                NscaDaemon.builder().password("secret").method(method.number()).start()) {
            assertThat(SendNsca.send(
                                    daemon.port(),
                                    "secret",
                                    method.number(),
                                    record(messages(1).get(0)))
                            .exitCode())
                    .isNotZero();
            assertThatThrownBy(() -> client(daemon, method, Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(method.label())
                    .hasMessageContaining("closes every connection before its greeting");
            try (NscaClient other = client(daemon, Encryption.XOR, Duration.ZERO)) {
                assertThat(other.send(messages(1), Deadline.in(PATIENCE)).get(0))
                        .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                                .contains("cannot use its configured cipher"));
            }
            assertThat(daemon.rawLines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 13, 17, 18, 21, 27, 28})
    void refusesWhatBothProgramsRefuse(int number) {
        assertThatThrownBy(() -> NscaDaemon.builder().method(number).start()).hasMessageContaining("did not start");
        assertThat(SendNsca.send(1, "secret", number, record(messages(1).get(0))))
                .satisfies(sent -> assertThat(sent.exitCode()).isEqualTo(2))
                .satisfies(sent -> assertThat(sent.said()).containsIgnoringCase("encryption method"));
        assertThat(Servers.factory()
                        .validate(Servers.at(5667, "secret", java.util.Map.of("encryption", String.valueOf(number)))))
                .singleElement()
                .asString()
                .containsAnyOf("refuses it in its configuration", "is not a number from 0 to 26");
    }
}
