/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.nscacheck.testkit.nsca.RawClient.damaged;
import static org.nscacheck.testkit.nsca.RawClient.packet;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.nsca.RawClient.Sign;

/** Shows the fake and the real nsca the same bytes: a client must not be able to tell them apart. */
class SameAsRealDaemonTest {

    private static final byte[] GOOD = packet("web1", "disk", 1, "full");
    private static final byte[] LEGACY = packet(720, 3, "old", "disk", 0, "OK");

    /** What a client sees while it leaves the connection open and after it has closed its half, and what is accepted. */
    record Seen(Sign leftOpen, Sign halfClosed, List<String> accepted) {}

    static Stream<Named<byte[][]>> batches() {
        return Stream.of(
                named("one good", new byte[][] {GOOD}),
                named("five good", new byte[][] {GOOD, GOOD, GOOD, GOOD, GOOD}),
                named("a host check", new byte[][] {packet("web1", "", 2, "down")}),
                named("a negative return code", new byte[][] {packet("web1", "x", -32768, "?")}),
                named("one damaged", new byte[][] {damaged(GOOD)}),
                named("three damaged", new byte[][] {damaged(GOOD), damaged(GOOD), damaged(GOOD)}),
                named("a good and a damaged", new byte[][] {GOOD, damaged(GOOD)}),
                named("version 2", new byte[][] {packet(4304, 2, "web1", "disk", 1, "full")}),
                named("one legacy", new byte[][] {LEGACY}),
                named("two legacy", new byte[][] {LEGACY, LEGACY}),
                named("six legacy", new byte[][] {LEGACY, LEGACY, LEGACY, LEGACY, LEGACY, LEGACY}),
                named("a legacy after a good one", new byte[][] {GOOD, LEGACY}),
                named("half a packet", new byte[][] {Arrays.copyOf(GOOD, 2_000)}),
                named("no NUL in the host", new byte[][] {packet("h".repeat(64), "disk", 1, "full")}),
                named("no NUL in the output", new byte[][] {packet("web1", "disk", 1, "x".repeat(4_096))}),
                named("nothing", new byte[][] {}));
    }

    @ParameterizedTest
    @MethodSource("batches")
    void looksTheSame(byte[][] batch) throws IOException {
        Seen real;
        try (NscaDaemon daemon = NscaDaemon.builder().method(0).start()) {
            Sign[] signs = talk(daemon.port(), batch);
            real = new Seen(
                    signs[0],
                    signs[1],
                    daemon.results().stream()
                            .map(r -> r.host() + "/" + r.service() + "/" + r.returnCode() + "/" + r.output())
                            .toList());
        }
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().method(0).start()) {
            Sign[] signs = talk(daemon.port(), batch);
            Seen fake = new Seen(
                    signs[0],
                    signs[1],
                    daemon.received().stream()
                            .map(r -> r.host() + "/" + r.service() + "/" + r.returnCode() + "/" + r.output())
                            .toList());
            assertThat(fake).isEqualTo(real);
        }
    }

    private static Sign[] talk(int port, byte[][] batch) throws IOException {
        try (RawClient client = new RawClient(port).greeted().send(batch)) {
            Sign leftOpen = client.sign(150);
            return new Sign[] {
                leftOpen, leftOpen == Sign.OPEN ? client.halfClose().sign(5_000) : leftOpen
            };
        }
    }
}
