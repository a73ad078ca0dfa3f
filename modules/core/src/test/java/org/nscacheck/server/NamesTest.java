/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.testkit.matrix.Row;

/** Names as each kind of server takes them: nothing is ever cut. */
class NamesTest {

    @Test
    @Row(
            value = "B12",
            done = "63 and 127 bytes of UTF-8 are taken, one more is refused with its length, nothing is cut")
    void countsBytesNotCharacters() {
        for (String host : new String[] {"h".repeat(63), "ä".repeat(31) + "h", "😀".repeat(15) + "abc"}) {
            assertThat(Names.requireHost(host)).isEqualTo(host);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Names.requireHost(host + "h"))
                    .withMessageContainingAll("has 64 bytes", "at most 63");
        }
        String service = "ä".repeat(63) + "s";
        assertThat(Names.requireService(service)).isEqualTo(service);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.requireService(service + "s"))
                .withMessageContainingAll("has 128 bytes", "at most 127");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a", "a ", "a;b", "a\nb", "a\tb", "a\0b", "a\u2028b", "a\ud800b"})
    @Row(value = "B12", done = "what would end a name or start a command is refused by name")
    void refusesWhatWouldBeReadAsItsEnd(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Names.requireService(name));
        assertThatIllegalArgumentException().isThrownBy(() -> Names.requireHost(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c", "it's", "what!", "Größe", "温度", "a b"})
    @Row(value = "B12", done = "a dash, a quote, an exclamation mark and any language are taken as they are")
    void takesWhatOnlyLooksDangerous(String name) {
        assertThat(Names.requireService(name)).isEqualTo(name);
    }
}
