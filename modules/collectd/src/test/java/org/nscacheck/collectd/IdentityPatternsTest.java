/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.RefusedException;
import org.nscacheck.notification.Identity;

/** Which identities a pattern means. */
class IdentityPatternsTest {

    private static final Identity DISK = new Identity("db", "df", "root", "df_complex", "free");

    private static boolean match(String... patterns) {
        return IdentityPatterns.of(List.of(patterns)).match(DISK);
    }

    @Test
    void comparesTheWholeIdentityAsItIsWritten() {
        assertThat(match("*")).isTrue();
        assertThat(match("db/df-root/df_complex-free")).isTrue();
        assertThat(match("db/*")).isTrue();
        assertThat(match("*/df-*/df_complex-fre?")).isTrue();
        assertThat(match("web/*", "*-free")).isTrue();

        assertThat(match("db")).isFalse();
        assertThat(match("DB/*")).isFalse();
        assertThat(match("db/df.root/df_complex-free")).isFalse();
        assertThat(match("?/*")).isFalse();
        assertThat(match()).isFalse();
    }

    @Test
    void takesNothingButStarAndQuestionMarkForMoreThanItself() {
        Identity odd = new Identity("h", "a\\Eb[c]", "", "(x)$", "\n");
        assertThat(IdentityPatterns.of(List.of("h/a\\Eb[c]/(x)$-?")).match(odd)).isTrue();
        assertThat(IdentityPatterns.of(List.of("h/a*")).match(odd)).isTrue();
    }

    @Test
    void refusesAnEmptyPattern() {
        assertThatThrownBy(() -> IdentityPatterns.of(List.of("*", " ")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("write * for all");
    }
}
