/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunKeyTest {

    @Test
    void readsWhatItWrites() {
        for (String time :
                List.of("2026-03-01T10:00:00.123456Z", "1970-01-01T00:00:00Z", "2200-12-31T23:59:59.999999999Z")) {
            RunKey key = new RunKey(17, Instant.parse(time));
            assertThat(RunKey.of(key.toString())).contains(key);
        }
    }

    @Test
    void takesNothingElse() {
        for (String text : List.of("", "17", "17-", "-1", "a-1", "1-1-1", "1-9999999999999999999", "1-1 ")) {
            assertThat(RunKey.of(text)).as(text).isEmpty();
        }
    }
}
