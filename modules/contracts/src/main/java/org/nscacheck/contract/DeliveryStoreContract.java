/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.NodeId;
import org.nscacheck.delivery.Completion;
import org.nscacheck.delivery.Delivery;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.delivery.Ready;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.server.ServerId;

/** What the delivery relies on in a {@link DeliveryStore}. */
public interface DeliveryStoreContract {

    /** The node that delivers. */
    NodeId NODE = new NodeId("node-1/1");

    /** A node that would. */
    NodeId OTHER = new NodeId("node-2/1");

    /** How long a lease lasts. */
    Duration LEASE = Duration.ofSeconds(30);

    /** Returns the outbox. */
    DeliveryStore outbox();

    /** Returns a server that nobody talks to and for which nothing waits when a test begins; it gets all results. */
    ServerId receiver();

    /** Puts a result of each of these services into the outbox for the server, in this order. */
    void deliver(String... services);

    /** Moves the store's clock ahead. */
    void passTime(Duration time);

    private ServerLease lease() {
        return outbox().lease(receiver(), NODE, LEASE).orElseThrow();
    }

    private List<Delivery> take(ServerLease lease, int max) {
        return outbox().take(lease, max, LEASE).deliveries();
    }

    private static List<String> services(List<Delivery> deliveries) {
        return deliveries.stream()
                .map(delivery -> String.valueOf(delivery.report().target().service()))
                .toList();
    }

    private static List<Completion> all(List<Delivery> deliveries, DeliveryState state, @Nullable Duration pause) {
        return deliveries.stream()
                .map(delivery -> new Completion(delivery.id(), state, null, "", pause))
                .toList();
    }

    @Test
    default void handsOutTheOldestFirstAndNoMoreThanWanted() {
        deliver("a", "b", "c");
        ServerLease lease = lease();

        List<Delivery> first = take(lease, 2);

        assertThat(services(first)).containsExactly("a", "b");
        assertThat(first.get(0).id()).isLessThan(first.get(1).id());
        assertThat(outbox().complete(lease, all(first, DeliveryState.SENT, null)))
                .isTrue();
        assertThat(services(take(lease, 2))).containsExactly("c");
    }

    @Test
    default void handsOutNothingTwice() {
        deliver("a", "b");
        ServerLease lease = lease();
        List<Delivery> taken = take(lease, 10);
        outbox().complete(lease, all(taken, DeliveryState.ACCEPTED, null));

        assertThat(take(lease, 10)).isEmpty();
        outbox().release(lease, 0, Duration.ZERO);
        assertThat(take(lease(), 10)).isEmpty();
    }

    @Test
    default void handsOutAgainWhatWaits() {
        deliver("a");
        ServerLease lease = lease();
        List<Delivery> first = take(lease, 10);
        outbox().complete(lease, all(first, DeliveryState.WAITING, null));

        List<Delivery> second = take(lease, 10);

        assertThat(second).extracting(Delivery::id).containsExactly(first.get(0).id());
        assertThat(second.get(0).attempts()).isGreaterThan(first.get(0).attempts());
    }

    @Test
    default void keepsWhatIsToWaitLongerAndWhatIsBehindIt() {
        deliver("a", "b", "a");
        ServerLease lease = lease();
        List<Delivery> first = take(lease, 1);
        outbox().complete(lease, all(first, DeliveryState.WAITING, Duration.ofMinutes(1)));

        List<Delivery> second = take(lease, 10);
        assertThat(services(second)).containsExactly("b");
        outbox().complete(lease, all(second, DeliveryState.SENT, null));
        outbox().release(lease, 0, Duration.ZERO);
        passTime(Duration.ofSeconds(61));

        assertThat(services(take(lease(), 10))).containsExactly("a", "a");
    }

    @Test
    default void beginsWithTheFirstBatch() {
        deliver("a", "b", "c");

        DeliveryStore.Begun begun = outbox().begin(receiver(), NODE, LEASE, 2).orElseThrow();

        List<Delivery> first = begun.batch().deliveries();
        assertThat(services(first)).containsExactly("a", "b");
        assertThat(outbox().begin(receiver(), OTHER, LEASE, 2)).isEmpty();
        outbox().complete(begun.lease(), all(first, DeliveryState.SENT, null));
        assertThat(services(take(begun.lease(), 2))).containsExactly("c");
    }

    @Test
    default void beginsWithOneAfterAFailure() {
        deliver("a", "b");
        outbox().release(lease(), 1, Duration.ZERO);

        DeliveryStore.Begun begun = outbox().begin(receiver(), NODE, LEASE, 2).orElseThrow();

        assertThat(services(begun.batch().deliveries())).containsExactly("a");
        assertThat(begun.lease().failures()).isEqualTo(1);
    }

    @Test
    default void endsWithTheOutcomesOfTheLastBatch() {
        deliver("a", "b");
        ServerLease lease = lease();

        DeliveryStore.Ended ended =
                outbox().end(lease, all(take(lease, 1), DeliveryState.SENT, null), 2, Duration.ofMinutes(1));

        assertThat(ended).isEqualTo(new DeliveryStore.Ended(true, true));
        assertThat(outbox().lease(receiver(), OTHER, LEASE)).isEmpty();
        passTime(Duration.ofSeconds(61));
        DeliveryStore.Begun next = outbox().begin(receiver(), OTHER, LEASE, 5).orElseThrow();
        assertThat(next.lease().failures()).isEqualTo(2);
        List<Delivery> rest = next.batch().deliveries();
        assertThat(services(rest)).containsExactly("b");
        assertThat(outbox().end(next.lease(), all(rest, DeliveryState.SENT, null), 0, Duration.ZERO))
                .isEqualTo(new DeliveryStore.Ended(true, false));
    }

    @Test
    default void endsNothingUnderALeaseThatIsLost() {
        deliver("a");
        ServerLease lost = lease();
        List<Delivery> taken = take(lost, 1);
        ServerLease held = lease();

        assertThat(outbox().end(lost, all(taken, DeliveryState.SENT, null), 0, Duration.ZERO)
                        .held())
                .isFalse();
        assertThat(services(take(held, 1))).containsExactly("a");
    }

    @Test
    default void lendsAServerToOneNode() {
        deliver("a");
        ServerLease lease = lease();

        assertThat(outbox().lease(receiver(), OTHER, LEASE)).isEmpty();
        outbox().release(lease, 0, Duration.ZERO);
        assertThat(outbox().lease(receiver(), OTHER, LEASE)).isPresent();
    }

    @Test
    default void endsALeaseThatItsNodeTakesAgain() {
        deliver("a");
        ServerLease first = lease();
        List<Delivery> taken = take(first, 1);

        ServerLease second = lease();

        assertThat(outbox().complete(first, all(taken, DeliveryState.SENT, null)))
                .isFalse();
        assertThat(services(take(second, 1))).containsExactly("a");
    }

    @Test
    default void givesAServerToAnotherNodeWhenTheLeaseIsOver() {
        deliver("a");
        ServerLease lost = lease();
        List<Delivery> taken = take(lost, 1);
        passTime(LEASE.plusSeconds(1));

        ServerLease other = outbox().lease(receiver(), OTHER, LEASE).orElseThrow();

        assertThat(outbox().complete(lost, all(taken, DeliveryState.SENT, null)))
                .isFalse();
        assertThat(take(lost, 1)).isEmpty();
        outbox().release(lost, 3, Duration.ofHours(1));
        assertThat(services(take(other, 1))).containsExactly("a");
    }

    @Test
    default void leavesAServerAloneAfterFailures() {
        deliver("a");
        outbox().release(lease(), 2, Duration.ofMinutes(1));

        assertThat(outbox().lease(receiver(), NODE, LEASE)).isEmpty();
        passTime(Duration.ofSeconds(61));

        Optional<ServerLease> lease = outbox().lease(receiver(), NODE, LEASE);
        assertThat(lease).map(ServerLease::failures).contains(2);
        outbox().release(lease.orElseThrow(), 0, Duration.ZERO);
        assertThat(lease().failures()).isZero();
    }

    @Test
    default void saysOnReleaseWhetherMoreWaits() {
        deliver("a", "b");
        ServerLease first = lease();
        outbox().complete(first, all(take(first, 1), DeliveryState.SENT, null));
        assertThat(outbox().release(first, 0, Duration.ZERO)).isTrue();

        ServerLease second = lease();
        outbox().complete(second, all(take(second, 10), DeliveryState.SENT, null));
        assertThat(outbox().release(second, 0, Duration.ZERO)).isFalse();
    }

    @Test
    default void namesTheServersThatHaveSomethingToSend() {
        assertThat(outbox().findReady(NODE).servers()).isEmpty();
        deliver("a");

        assertThat(outbox().findReady(NODE).servers())
                .extracting(Ready.Candidate::id)
                .containsExactly(receiver());
        ServerLease lease = lease();
        assertThat(outbox().findReady(OTHER).servers()).isEmpty();
        outbox().complete(lease, all(take(lease, 1), DeliveryState.SENT, null));
        outbox().release(lease, 0, Duration.ZERO);
        assertThat(outbox().findReady(NODE).servers()).isEmpty();
    }
}
