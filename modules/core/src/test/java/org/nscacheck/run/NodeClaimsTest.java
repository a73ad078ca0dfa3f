/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.NodeId;

class NodeClaimsTest {

    private static final Set<CheckKey> KEYS = Set.of(new CheckKey("mail"));

    private final FakeRunStore store = new FakeRunStore();
    private long nanos;
    private final NodeClaims claims = new NodeClaims(store, new NodeId("node-1/1"), () -> nanos);
    private final Claim first = due(1);
    private final Claim second = due(2);

    @BeforeEach
    void claimBoth() {
        store.due.add(first);
        store.due.add(second);
        claims.claim(KEYS, 2);
    }

    private Claim due(long number) {
        Instant now = store.now;
        return new Claim(
                new Claim.ClaimId(CheckId.random(), "", number),
                new CheckKey("mail"),
                1,
                now,
                false,
                new Claim.Lease(now, now.plusSeconds(40)),
                CheckState.NEW);
    }

    private void passes(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void holdsWhatItClaimedUntilThatHasEnded() {
        claims.compare(KEYS);
        claims.ended(List.of(first.id()));
        passes(Duration.ofSeconds(5));
        claims.compare(KEYS);
        claims.giveBack(List.of(second));
        passes(Duration.ofSeconds(5));
        claims.compare(KEYS);

        assertThat(store.compared).containsExactly(Set.of(first.id(), second.id()), Set.of(second.id()), Set.of());
    }

    @Test
    void holdsNothingBehindTheEndOfItsLease() {
        passes(Duration.ofSeconds(41));
        claims.compare(KEYS);

        assertThat(store.compared).containsExactly(Set.of());
    }

    @Test
    void leavesToTheNextComparisonWhatCouldNotBeGivenBack() {
        store.away = true;
        claims.giveBack(List.of(first));
        store.away = false;
        claims.compare(KEYS);

        assertThat(store.compared).containsExactly(Set.of(second.id()));
    }

    @Test
    void comparesNowAndThenAndAgainAtOnceAfterAFailure() {
        store.away = true;
        assertThatThrownBy(() -> claims.compare(KEYS)).hasMessage("the store is away");
        store.away = false;
        claims.compare(KEYS);
        passes(Duration.ofSeconds(4));
        claims.compare(KEYS);

        assertThat(store.compared).hasSize(1);
    }

    @Test
    void carriesTheTimeOfTheDatabaseOn() {
        passes(Duration.ofSeconds(3));

        assertThat(claims.now()).isEqualTo(store.now.plusSeconds(3));
    }
}
