/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Secret;
import org.nscacheck.testkit.daemon.Fifo;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;

/** A batch that goes to a daemon in single mode window by window. */
class WindowTest {

    private static final String PASSWORD = "right pässword";
    private static final SendOutcome PROVEN = new SendOutcome.Sent(true);

    private static NscaClient client(NscaDaemon daemon, String password) {
        return new NscaClient(NscaClientSettings.of("127.0.0.1", daemon.port(), Secret.of(password), Encryption.XOR));
    }

    private static List<NscaMessage> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new NscaMessage("shop", "Service " + i, i % 4, "output " + i))
                .toList();
    }

    private static List<SendOutcome> send(NscaClient client, int count) throws InterruptedException {
        return client.send(messages(count), Deadline.in(Duration.ofSeconds(20)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "15, 15", "16, 8", "17, 9", "31, 11", "10000, 15"})
    void cutsABatchIntoPartsOfASize(int results, int size) {
        assertThat(Window.size(results)).isEqualTo(size);
    }

    @Test
    void leavesNoResultAloneThatCameWithOthers() {
        for (int results = 2; results < 500; results++) {
            int left = results;
            while (left > 0) {
                int size = Window.size(left);
                assertThat(size).as("%d of %d", left, results).isBetween(2, Window.PACKETS);
                left -= size;
            }
        }
    }

    @Test
    void keepsTheOrderAndProvesEachResult() throws InterruptedException {
        try (Fifo fifo = Fifo.create().startReading();
                NscaDaemon daemon = NscaDaemon.builder()
                        .password(PASSWORD)
                        .commandFile(fifo.path())
                        .start()) {
            assertThat(send(client(daemon, PASSWORD), 5000)).isEqualTo(Collections.nCopies(5000, PROVEN));
            assertThat(fifo.awaitResults(5000))
                    .extracting(PassiveResult::output)
                    .isEqualTo(IntStream.range(0, 5000)
                            .mapToObj(i -> "output " + i)
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "restart"})
    void leavesNoMoreThanAWindowUnknownAfterABreak(String fault) throws InterruptedException {
        int count = 4000;
        try (NscaDaemon daemon = NscaDaemon.builder().password(PASSWORD).start()) {
            NscaClient client = client(daemon, PASSWORD);
            Thread trouble = new Thread(() -> {
                daemon.awaitResults(100);
                if (fault.equals("kill")) {
                    daemon.kill();
                } else {
                    daemon.restart();
                }
            });
            trouble.start();

            List<SendOutcome> outcomes = send(client, count);
            trouble.join();

            int proven = Collections.frequency(outcomes, PROVEN);
            int unknown = (int) outcomes.stream()
                    .filter(SendOutcome.Unknown.class::isInstance)
                    .count();
            assertThat(outcomes.subList(0, proven)).containsOnly(PROVEN);
            assertThat(outcomes.subList(proven, proven + unknown)).allMatch(SendOutcome.Unknown.class::isInstance);
            assertThat(outcomes.subList(proven + unknown, count))
                    .isNotEmpty()
                    .hasOnlyElementsOfType(SendOutcome.Retry.class);
            assertThat(unknown).isLessThanOrEqualTo(Window.PACKETS);
            // Proven is that it was read: what the daemon was killed with in its hand, one packet at most, was not
            // written.
            assertThat(daemon.rawLines()).hasSizeBetween(proven - 1, proven + unknown);
        }
    }

    /** A window that follows a proven one is not watched; if the daemon rejects it all the same, its end says so. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 15})
    void neverTakesATrustedWindowForReadThatTheDaemonRejects(int size) {
        try (NscaDaemon daemon = NscaDaemon.builder().password(PASSWORD).start()) {
            NscaClientSettings settings =
                    NscaClientSettings.of("127.0.0.1", daemon.port(), Secret.of("another one"), Encryption.XOR);
            int judged = 0;
            for (int i = 0; i < 300; i++) {
                Deadline deadline = Deadline.in(Duration.ofSeconds(2));
                Window window = new Window(messages(size), Validity.ENDLESS, true, true);
                BatchTransfer transfer =
                        new BatchTransfer(settings, new DaemonBehaviour(settings.timing()), window, deadline, deadline);
                try (NscaConnection connection = NscaConnection.open(settings, deadline)) {
                    assertThat(transfer.send(connection)).noneMatch(SendOutcome.Sent.class::isInstance);
                    judged++;
                } catch (IOException e) {
                    // It was reset while packets were written, or a daemon that has just rejected has not greeted.
                    judged += transfer.hasWritten() ? 1 : 0;
                }
            }
            assertThat(judged).isGreaterThan(100);
            assertThat(daemon.rawLines()).isEmpty();
        }
    }
}
