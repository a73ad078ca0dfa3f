/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.alerting.Decision.Tell;
import org.nscacheck.notification.Notification.Kind;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/**
 * Thousands of random lives of a check: states, silences, acknowledgements, windows, flapping, quiet hours, escalation, dependencies,
 * edited policies, removed recipients, restarts and kills. Looks happen only when a store would make them: after something new, and
 * at the time that the last look asked for.
 */
class AlertingPropertyTest {

    private static final int LIVES = 5000;
    private static final int STEPS = 32;
    private static final Duration POLL = Parents.POLL.plusSeconds(1);

    private final Map<Kind, Integer> words = new EnumMap<>(Kind.class);
    private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);

    @Test
    void tellsEachPersonTheStateOnceAndAsSoonAsNothingHoldsIt() {
        for (int seed = 0; seed < LIVES; seed++) {
            new Life(seed).live();
        }
        assertThat(words.get(Kind.PROBLEM)).isGreaterThan(LIVES);
        assertThat(words.get(Kind.RECOVERY)).isGreaterThan(LIVES);
        assertThat(words.get(Kind.REMINDER)).isGreaterThan(LIVES / 10);
        assertThat(words.get(Kind.ESCALATION)).isGreaterThan(LIVES / 10);
        assertThat(reasons).as("each rule has held something").hasSize(Reason.values().length - 1);
        assertThat(reasons).doesNotContainKey(Reason.GATHERING);
    }

    private final class Life {

        private final int seed;
        private final World world;
        private final Oracle oracle;
        private String memory = AlertMemory.EMPTY.encode();
        private @Nullable Instant lookAt;
        private int step;

        Life(int seed) {
            this.seed = seed;
            this.world = new World(seed);
            this.oracle = new Oracle(world);
            look();
        }

        void live() {
            for (step = 0; step < STEPS; step++) {
                passUntil(world.now.plusSeconds(1 + world.random.nextInt(60 * 40)));
                world.happen();
                happened();
            }
            world.calm();
            happened();
            passUntil(world.now.plus(Duration.ofHours(3)));
            world.exist.stream()
                    .filter(one -> oracle.last.containsKey(one) && world.routed)
                    .forEach(this::knowsTheState);
        }

        private void knowsTheState(ServerId one) {
            boolean reached = one.equals(World.ANNA) || world.escalateAfter > 0;
            boolean concerned = oracle.last.get(one) != Severity.OKAY;
            if (reached && concerned) {
                assertThat(oracle.last.get(one)).as(where()).isEqualTo(world.condition.severity());
            }
        }

        private void happened() {
            if (world.unacknowledged) {
                memory = AlertMemory.decode(memory).with(null).encode();
                oracle.acknowledged = null;
            } else if (world.given != null) {
                memory = AlertMemory.decode(memory).with(world.given).encode();
                oracle.acknowledged = world.given;
                oracle.given();
            }
            world.unacknowledged = false;
            world.given = null;
            if (world.touched) {
                look();
            } else if (world.parentMoved) {
                passUntil(world.now.plus(POLL));
            }
            world.touched = false;
            world.parentMoved = false;
            nothingIsOwed();
        }

        /** Lets time pass as a store would: with looks only when they were asked for. */
        private void passUntil(Instant then) {
            while (lookAt != null && !lookAt.isAfter(then)) {
                world.now = lookAt;
                look();
                nothingIsOwed();
            }
            world.now = then;
            oracle.follow();
            nothingIsOwed();
        }

        private void nothingIsOwed() {
            if (!world.parentMoved) {
                check(oracle.owed());
            }
        }

        private void look() {
            AlertMemory before = AlertMemory.decode(memory);
            Decisions decisions = Alerting.decide(Scene.subject("disk", 1), world.condition, world.context(), before);
            if (world.random.nextInt(20) == 0) {
                // Killed before it was stored: nothing has happened.
                decisions = Alerting.decide(Scene.subject("disk", 1), world.condition, world.context(), before);
            }
            oracle.follow();
            decisions.tells().forEach(this::told);
            decisions.holds().forEach(hold -> reasons.merge(hold.reason(), 1, Integer::sum));
            oracle.followed();
            memory = decisions.next().encode();
            lookAt = decisions.lookAgainAt();
            check(AlertMemory.decode(memory).equals(decisions.next()) ? "" : "a restart loses something");
            check(lookAt == null || lookAt.isAfter(world.now) ? "" : "it looks again at once");
            long concerned = decisions.decisions().stream()
                    .map(Decision::notifier)
                    .distinct()
                    .count();
            check(concerned == decisions.decisions().size() ? "" : "two decisions for one recipient");
        }

        private void told(Tell tell) {
            String wrong = oracle.wrong(tell.notifier(), tell.notification());
            check(wrong.isEmpty() ? "" : wrong + ": " + tell);
            oracle.told(tell.notifier(), tell.notification());
            words.merge(tell.notification().kind(), 1, Integer::sum);
        }

        private void check(String wrong) {
            if (!wrong.isEmpty()) {
                throw new AssertionError(where() + ": " + wrong);
            }
        }

        private String where() {
            return "seed " + seed + ", step " + step + ", " + world.now + ", " + world.condition;
        }
    }
}
