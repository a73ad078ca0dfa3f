/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckState;
import org.nscacheck.schedule.IntervalSchedule;

class WorkersTest {

    private static final CheckKey KEY = new CheckKey("k");

    private long nanos;
    private long claims;
    private final AtomicInteger told = new AtomicInteger();
    private final Deque<Workers.Worker> started = new ArrayDeque<>();
    private final Workers workers =
            new Workers(2, new RunGroups(new CheckCatalog(List.of()), Map.of()), () -> nanos, told::incrementAndGet);

    private Claim submit() {
        claims++;
        Check check = Check.builder(CheckId.random(), KEY, "k", IntervalSchedule.parse("1m", ZoneOffset.UTC))
                .build();
        Instant now = Instant.EPOCH;
        Claim.ClaimId id = new Claim.ClaimId(check.id(), "", claims);
        Claim claim = new Claim(id, KEY, 1, now, false, new Claim.Lease(now, now), CheckState.NEW);
        workers.submit(claim, check, started::add);
        return claim;
    }

    private void end(int count) {
        for (int i = 0; i < count; i++) {
            started.remove().threadFree();
        }
    }

    @Test
    void claimsAheadAsMuchAsHasEndedLatelyAndNoMore() {
        assertThat(workers.available()).isEqualTo(2);
        submit();
        submit();
        assertThat(workers.available()).isZero();
        end(2);
        assertThat(workers.available()).as("two ended just now").isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            submit();
        }
        assertThat(started).as("the others wait for a worker").hasSize(2);
        assertThat(workers.available()).isZero();

        end(2);
        assertThat(started).as("begun by those that became free").hasSize(2);
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(workers.available()).as("nothing has ended for a while").isZero();
        end(2);
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(workers.available()).isEqualTo(2);
    }

    @Test
    void tellsWhoLookedInVain() {
        submit();
        submit();
        assertThat(told).hasValue(0);
        assertThat(workers.portions()).isEmpty();

        end(1);

        assertThat(told).hasValue(1);
    }

    @Test
    void handsOutWhatHasNotBegunAndWaitsForWhatHas() throws InterruptedException {
        submit();
        submit();
        Claim waiting = submit();

        nanos += TimeUnit.MILLISECONDS.toNanos(999);
        assertThat(workers.takeWaiting(Duration.ofSeconds(1))).isEmpty();
        nanos += TimeUnit.MILLISECONDS.toNanos(1);
        assertThat(workers.takeWaiting(Duration.ofSeconds(1))).containsExactly(waiting);
        assertThat(workers.awaitAll(Duration.ZERO)).isFalse();
        end(2);
        assertThat(started).isEmpty();
        assertThat(workers.awaitAll(Duration.ZERO)).isTrue();
    }

    @Test
    void replacesAThreadThatHangs() {
        submit();
        Workers.Worker hangs = started.remove();
        submit();
        submit();
        hangs.abandon();

        assertThat(workers.abandoned()).isEqualTo(1);
        assertThat(started).as("the waiting one has its place").hasSize(2);
        hangs.threadFree();
        assertThat(workers.abandoned()).isZero();
        end(2);
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(workers.available()).isEqualTo(2);
    }
}
