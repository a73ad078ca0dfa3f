/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.RefusedException;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.server.Change;
import org.nscacheck.server.StaleVersionException;

/** What administration, judging and notifying rely on in a {@link PolicyStore}. */
public interface PolicyStoreContract {

    /** Returns the store, empty when a test begins. */
    PolicyStore policies();

    private static Policy rule(String name) {
        return Policy.of(PolicyKind.RULE, name, Map.of("label", "used", "failure-max", "95"));
    }

    private static Policy at(Policy policy, int position) {
        return new Policy(
                policy.id(),
                policy.kind(),
                policy.name(),
                policy.settings(),
                policy.active(),
                position,
                policy.version());
    }

    @Test
    default void findsPoliciesOfAKindInTheOrderInWhichTheyApply() {
        policies().save(at(rule("c"), 1), "anna");
        policies().save(at(rule("b"), 2), "anna");
        policies().save(at(rule("a"), 2), "anna");
        policies().save(Policy.of(PolicyKind.ROUTE, "a", Map.of()), "anna");

        assertThat(policies().findAll(PolicyKind.RULE)).extracting(Policy::name).containsExactly("c", "a", "b");
        assertThat(policies().findAll(PolicyKind.SILENCE)).isEmpty();
    }

    @Test
    default void keepsAllOfAPolicy() {
        Policy saved = policies().save(at(rule("a").active(false), 7), "anna");

        assertThat(policies().find(saved.id())).contains(saved);
        assertThat(saved.settings()).containsEntry("failure-max", "95");
        assertThat(saved.position()).isEqualTo(7);
        assertThat(saved.active()).isFalse();
        assertThat(policies().find(PolicyId.random())).isEmpty();
    }

    @Test
    default void countsChangesAndRefusesOneOfAnOlderVersion() {
        Policy first = policies().save(rule("a"), "anna");
        Policy second = policies().save(first.with(Map.of("label", "free")), "ben");

        assertThat(second.version()).isGreaterThan(first.version());
        assertThatThrownBy(() -> policies().save(first.active(false), "anna"))
                .isInstanceOf(StaleVersionException.class);
        assertThat(policies().find(first.id())).contains(second);
        assertThat(policies().lastChange(first.id())).map(Change::by).contains("ben");
    }

    @Test
    default void leavesAPolicyAsItIsIfNothingOfItChanges() {
        Policy first = policies().save(rule("a"), "anna");

        assertThat(policies().save(first, "ben")).isEqualTo(first);
        assertThat(policies().lastChange(first.id())).map(Change::by).contains("anna");
    }

    @Test
    default void refusesANameThatAnotherOneOfTheKindHas() {
        policies().save(rule("a"), "anna");
        policies().save(Policy.of(PolicyKind.ROUTE, "a", Map.of()), "anna");

        assertThatThrownBy(() -> policies().save(rule("a"), "anna")).isInstanceOf(RefusedException.class);
        assertThat(policies().findAll(PolicyKind.RULE)).hasSize(1);
    }

    @Test
    default void deletesAPolicy() {
        Policy saved = policies().save(rule("a"), "anna");

        policies().delete(saved.id(), "anna");
        policies().delete(saved.id(), "anna");

        assertThat(policies().find(saved.id())).isEmpty();
        assertThat(policies().lastChange(saved.id())).isEmpty();
    }
}
