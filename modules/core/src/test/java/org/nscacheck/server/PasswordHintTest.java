/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PasswordHintTest {

    @Test
    void saysHowAPasswordMayHaveBecomeAnother() {
        assertThat(PasswordHint.of(Secret.of("plain ASCII"))).isEmpty();
        assertThat(PasswordHint.of(null)).isEmpty();
        assertThat(PasswordHint.of(Secret.of("gr\u00fcn")))
                .get()
                .asString()
                .contains("outside ASCII")
                .doesNotContain("gr");
        assertThat(PasswordHint.of(Secret.of("gr\ufffd\ufffdn")))
                .get()
                .asString()
                .contains("LC_ALL=C");
        String latin1 = new String("grün".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(PasswordHint.of(Secret.of(latin1))).get().asString().contains("ISO-8859-1");
    }
}
