/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.schedule.ScheduleSpec;

class CheckCatalogTest {

    private static CheckDefinition check(String key, String... formerly) {
        return CheckDefinition.of(new CheckKey(key), key, ScheduleSpec.every("1m"), context -> CheckResult.ok("fine")
                        .build())
                .toBuilder()
                .origin("Shop." + key + "()")
                .formerly(Arrays.stream(formerly).map(CheckKey::new).toList())
                .build();
    }

    @Test
    void knowsThePresentKeyByEachFormerOneTheLatestFirst() {
        CheckCatalog catalog = new CheckCatalog(List.of(check("c", "b", "a"), check("d")));

        assertThat(catalog.successors().keySet()).containsExactly(new CheckKey("b"), new CheckKey("a"));
        assertThat(catalog.successors()).containsEntry(new CheckKey("a"), new CheckKey("c"));
    }

    @Test
    void refusesAKeyThatTwoChecksHave() {
        assertThatThrownBy(() -> new CheckCatalog(List.of(check("a"), check("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("check key 'a' is used by Shop.a() and by Shop.a()");
    }

    @Test
    void refusesAFormerKeyThatIsStillAKey() {
        assertThatThrownBy(() -> new CheckCatalog(List.of(check("a"), check("b", "a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("former key 'a' of Shop.b() is the key of Shop.a(): remove it from formerly");
        assertThatThrownBy(() -> new CheckCatalog(List.of(check("a", "a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("remove it from formerly");
    }

    @Test
    void refusesAFormerKeyThatTwoChecksClaim() {
        assertThatThrownBy(() -> new CheckCatalog(List.of(check("b", "a"), check("c", "a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("former key 'a' is claimed by the checks 'b' and 'c'");
    }
}
