/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.RefusedException;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.server.Change;
import org.nscacheck.server.StaleVersionException;

/** What administration relies on in a {@link CheckStore}. */
public interface CheckStoreContract {

    /** Returns the store, empty when a test begins. */
    CheckStore checks();

    private StoredCheck add(String key) {
        return checks().save(Samples.check(key));
    }

    @Test
    default void findsWhatWasSavedAndNothingElse() {
        StoredCheck one = add("one");
        StoredCheck two = add("two");

        assertThat(checks().find(one.id())).contains(one);
        assertThat(checks().find(CheckId.random())).isEmpty();
        assertThat(checks().findAll()).containsExactlyInAnyOrder(one, two);
        assertThat(checks().findAll(List.of(two.id(), CheckId.random()))).containsExactly(two);
        assertThat(checks().findAll(one.key())).containsExactly(one);
        assertThat(checks().findAll(new CheckKey("nobody"))).isEmpty();
        assertThat(checks().lastChange(CheckId.random())).isEmpty();
    }

    @Test
    default void countsTheChangesOfACheckAndRefusesOneOfAnOlderVersion() {
        StoredCheck first = add("one");
        StoredCheck second = checks().save(first.pausedUntil(StoredCheck.UNTIL_RESUMED));

        assertThat(second.version()).isGreaterThan(first.version());
        assertThatThrownBy(() -> checks().save(first.with(
                        CheckSettings.builder().servers(List.of("a")).build())))
                .isInstanceOf(StaleVersionException.class);
        assertThat(checks().find(first.id())).contains(second);
    }

    @Test
    default void refusesACheckWhoseNameIsTaken() {
        add("one");

        assertThatThrownBy(() -> add("one")).isInstanceOf(RefusedException.class);
        assertThat(checks().findAll()).hasSize(1);
    }

    @Test
    default void makesSeveralChangesTogetherOrNone() {
        StoredCheck one = add("one");

        assertThatThrownBy(() -> checks().together(() -> {
                    add("two");
                    checks().delete(one.id());
                    return add("two");
                }))
                .isInstanceOf(RefusedException.class);
        assertThat(checks().findAll()).containsExactly(one);

        StoredCheck two = checks().together(() -> {
            checks().delete(one.id());
            assertThat(checks().findAll()).isEmpty();
            return add("two");
        });
        assertThat(checks().findAll()).containsExactly(two);
    }

    @Test
    default void seedsOneCheckForEachKeyThatHasNone() {
        StoredCheck known = add("one");

        List<StoredCheck> seeded = checks().seed(List.of(Samples.check("one"), Samples.check("two")));

        assertThat(seeded).extracting(check -> check.key().value()).containsExactlyInAnyOrder("one", "two");
        assertThat(seeded).contains(known);
        assertThat(checks().seed(List.of(Samples.check("two")))).hasSize(1);
        assertThat(checks().findAll()).hasSize(2);
    }

    @Test
    default void givesTheChecksOfAFormerKeyThePresentOne() {
        StoredCheck former = add("former");
        CheckKey present = new CheckKey("present");

        assertThat(checks().rename(Map.of(former.key(), present))).containsExactly(former.key());

        StoredCheck renamed = checks().find(former.id()).orElseThrow();
        assertThat(renamed.key()).isEqualTo(present);
        assertThat(renamed.name()).isEqualTo("present");
        assertThat(checks().rename(Map.of(former.key(), present))).isEmpty();
    }

    @Test
    default void givesAKeyThatHasACheckNoOther() {
        StoredCheck former = add("former");
        StoredCheck present = add("present");

        assertThat(checks().rename(Map.of(former.key(), present.key()))).isEmpty();

        assertThat(checks().find(former.id())).contains(former);
    }

    @Test
    default void knowsWhoMadeTheLatestChange() {
        StoredCheck saved = checks().save(Samples.check("one"), "anna");

        assertThat(checks().lastChange(saved.id())).map(Change::by).contains("anna");
    }

    @Test
    default void deletesACheck() {
        StoredCheck one = add("one");

        checks().delete(one.id());
        checks().delete(one.id());

        assertThat(checks().find(one.id())).isEmpty();
        assertThat(checks().findAll()).isEmpty();
    }
}
