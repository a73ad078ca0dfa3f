/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nscacheck.RefusedException;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.DueList;
import org.nscacheck.check.DueList.Scheduled;
import org.nscacheck.check.StoredCheck;

/** What administration and engine rely on in a {@link DueList}. */
public interface DueListContract {

    /** Returns the due list, empty when a test begins. */
    DueList due();

    /** Returns where the configuration of its checks is kept, empty when a test begins. */
    CheckStore checks();

    private StoredCheck add(String key) {
        return checks().save(Samples.check(key));
    }

    @Test
    default void numbersEachChangeOfTheConfiguration() {
        long empty = due().configuration();
        StoredCheck one = add("one");
        long added = due().configuration();
        checks().delete(one.id());

        assertThat(added).isGreaterThan(empty);
        assertThat(due().configuration()).isGreaterThan(added);
    }

    @Test
    default void schedulesForTheConfigurationThatWasRead() {
        StoredCheck one = add("one");
        long read = due().configuration();

        assertThat(due().schedule(List.of(Samples.scheduled(one, due().now())), read))
                .isTrue();

        assertThat(due().scheduled(Set.of(one.id())))
                .extracting(Scheduled::check, Scheduled::node, Scheduled::fault)
                .containsExactly(tuple(one.id(), "", ""));
        assertThat(due().scheduled(Set.of(CheckId.random()))).isEmpty();
        assertThat(due().unsettled("node-1")).isEmpty();
    }

    @Test
    default void schedulesNothingFromAConfigurationThatHasChangedSince() {
        StoredCheck one = add("one");
        long read = due().configuration();
        add("two");

        assertThat(due().schedule(List.of(Samples.scheduled(one, due().now())), read))
                .isFalse();

        assertThat(due().scheduled(Set.of(one.id()))).isEmpty();
    }

    @Test
    default void runsAScheduledCheckAtOnceAndNoOther() {
        StoredCheck one = add("one");
        StoredCheck other = add("other");
        due().schedule(List.of(Samples.scheduled(one, due().now())), due().configuration());

        assertThat(due().runNow(one.id(), Samples.note())).isTrue();
        assertThatThrownBy(() -> due().runNow(other.id(), Samples.note())).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> due().runNow(CheckId.random(), Samples.note())).isInstanceOf(RefusedException.class);
    }
}
