/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.RefusedException;
import org.nscacheck.push.PushedState;

/** How values are gathered and stored. */
class ValueIntakeTest {

    private final List<String> posts = new CopyOnWriteArrayList<>();
    private @Nullable RuntimeException failure;
    private String forbidden = "nothing";
    private long nanos;
    private final ValueIntake intake = new ValueIntake(this::store, 5, () -> nanos);

    private void store(String host, List<PushedState> states) {
        if (failure != null) {
            throw failure;
        }
        List<String> services = states.stream().map(PushedState::service).toList();
        posts.add(host + services);
        if (services.contains(forbidden)) {
            throw new RefusedException("there are too many services");
        }
    }

    private static PushedState state(String service) {
        return new PushedState(service, CheckResult.of(0, "fine"), Duration.ofSeconds(20));
    }

    private void offer(String... services) {
        for (String service : services) {
            intake.offer("db", state(service));
        }
    }

    @Test
    void storesTogetherWhatIsOfOneHostInItsOrder() {
        offer("a", "b", "a");
        intake.offer("web", state("c"));

        assertThat(intake.flush()).isTrue();
        assertThat(posts).containsExactly("db[a, b, a]", "web[c]");
        assertThat(intake.flush()).isTrue();
        assertThat(posts).hasSize(2);
    }

    @Test
    void keepsWhatCannotBeStoredNowBeforeWhatComesLater() {
        failure = new IllegalStateException("the database is away");
        offer("a", "b");
        assertThat(intake.flush()).isFalse();
        offer("a");
        failure = null;

        assertThat(intake.flush()).isTrue();
        assertThat(posts).containsExactly("db[a, b, a]");
    }

    @Test
    void leavesOutWhatThereIsNoRoomFor() {
        offer("a", "b", "c", "d", "e", "f");
        intake.flush();
        offer("g");
        intake.flush();

        assertThat(intake.dropped()).isEqualTo(1);
        assertThat(posts).containsExactly("db[a, b, c, d, e]", "db[g]");
    }

    @Test
    void losesNoOtherStateForOneThatIsRefusedAndAsksAgainAfterTenMinutes() {
        forbidden = "b";
        offer("a", "b", "c");
        intake.flush();
        assertThat(posts).containsExactly("db[a, b, c]", "db[a]", "db[b]", "db[c]");

        posts.clear();
        offer("a", "b");
        intake.flush();
        assertThat(posts).containsExactly("db[a]");

        forbidden = "nothing";
        nanos += TimeUnit.MINUTES.toNanos(10);
        offer("b");
        intake.flush();
        assertThat(posts).contains("db[b]");
    }

    @Test
    void storesByItselfSoonAfterSomethingCame() throws Exception {
        ValueIntake.Storing storing = intake.storing();
        Thread thread = new Thread(storing);
        thread.start();
        offer("a");
        await().untilAsserted(() -> assertThat(posts).containsExactly("db[a]"));
        storing.close();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void storesAtItsEndWhatStillWaits() {
        List<String> before = new ArrayList<>(posts);
        offer("a");
        intake.storing().close();
        assertThat(before).isEmpty();
        assertThat(posts).containsExactly("db[a]");
    }
}
