/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.notification.Notification;

class CommandReaderTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Golden.AT);
    private static final String GOOD = "PUTNOTIF severity=okay time=1 message=";

    private final RecordingPeer peer = new RecordingPeer(DataSets.BASIC, CLOCK);
    private final List<String> faults = new ArrayList<>();
    private final CommandReader reader = new CommandReader(peer, DataSets.BASIC, CLOCK, faults::add);

    private void read(String output) throws IOException {
        reader.readAll(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void handsOnNotificationsAndValuesInTheirOrder() throws IOException {
        read(GOOD + "one\r\n\n  putval shop/mail/gauge N:1 N:2\n" + GOOD + "Größe");

        assertThat(peer.notifications()).extracting(Notification::text).containsExactly("one", "Größe");
        assertThat(peer.lists()).hasSize(2);
        assertThat(faults).isEmpty();
    }

    @Test
    void tellsOfEachLineThatCannotBeUsedAndGoesOn() throws IOException {
        read("hello\nLISTVAL\nPUTVAL shop/mail/nope N:1\n" + GOOD + "\"refuse me\"\n" + GOOD + "last\n");

        assertThat(faults)
                .containsExactly(
                        "line 'hello' cannot be used: Unknown command: hello",
                        "line 'LISTVAL' cannot be used: a program can only say PUTNOTIF and PUTVAL",
                        "line 'PUTVAL shop/mail/nope N:1' cannot be used: 1 Type `nope' isn't defined.",
                        "line '" + GOOD + "\"refuse me\"' cannot be used: not today");
        assertThat(peer.notifications()).extracting(Notification::text).containsExactly("last");
    }

    @Test
    void skipsALineThatIsTooLongAsAWhole() throws IOException {
        read(GOOD + "x".repeat(10_000) + "\n" + GOOD + "next\n" + "y".repeat(10_000));

        assertThat(faults).hasSize(2).allMatch(fault -> fault.endsWith("it has more than 4096 bytes"));
        assertThat(peer.notifications()).extracting(Notification::text).containsExactly("next");
    }
}
