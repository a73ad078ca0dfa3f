/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nscacheck.alerting.Scene.ANNA;
import static org.nscacheck.alerting.Scene.MONDAY;
import static org.nscacheck.alerting.Scene.PARENT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.alerting.Decision.Tell;
import org.nscacheck.audit.TestAudit;
import org.nscacheck.check.CheckKey;
import org.nscacheck.inmemory.InMemoryAlertStore;
import org.nscacheck.notification.Notification.Kind;
import org.nscacheck.notification.Severity;

/** Five hundred checks fail in one minute. */
class StormTest {

    private static final int CHECKS = 500;
    private static final Policies ANNA_ALONE =
            Policies.NONE.with(List.of(new Recipient(ANNA, "anna", true)), List.of(Route.to(ANNA)));

    private Instant now = MONDAY;
    private final InMemoryAlertStore store = new InMemoryAlertStore(() -> now, TestAudit.trail());
    private final PolicyDecider decider = new PolicyDecider();
    private final List<Subject> checks =
            IntStream.range(0, CHECKS).mapToObj(i -> Scene.subject("c" + i, i)).toList();
    private final Map<Subject, Instant> since = new HashMap<>();
    private final Subject heartbeat = new Subject(
            PARENT,
            "",
            "web1",
            new CheckKey(CheckKey.HEARTBEAT),
            "heartbeat",
            Set.of(),
            Scene.subject("h", 999).identity());

    private void observe(Subject subject, Status status, boolean changes) {
        if (changes) {
            since.put(subject, now);
        }
        int good = status == Status.OK ? 1 : 0;
        store.observe(subject, new Condition(status, since.get(subject), now, "slow", good, false, Map.of()));
    }

    private void allAreGood() {
        checks.forEach(check -> observe(check, Status.OK, true));
        observe(heartbeat, Status.OK, true);
        seconds(1);
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(1);
            store.decideDue(AlertWorker.MOST, decider);
        }
    }

    /** They change one after the other, eight or nine in each second. */
    private void change(Status status) {
        for (int second = 0; second < 60; second++) {
            for (int i = second; i < CHECKS; i += 60) {
                observe(checks.get(i), status, true);
            }
            seconds(1);
        }
    }

    private List<String> messages() {
        List<String> messages = new ArrayList<>();
        for (Tell tell : store.outbox()) {
            String one = tell.digest().isEmpty() ? tell.notification().text() : tell.digest();
            if (!messages.contains(one)) {
                messages.add(one);
            }
        }
        return messages;
    }

    @Test
    void makesOneMessageOfWhatFailsTogetherAndOneOfTheRecoveries() {
        decider.use(ANNA_ALONE);
        allAreGood();
        checks.forEach(check -> observe(check, Status.CRITICAL, true));
        seconds(31);

        assertThat(store.outbox()).hasSize(CHECKS);
        assertThat(messages()).singleElement().asString().startsWith("digest-");
        assertThat(store.outbox())
                .extracting(tell -> tell.notification().identity())
                .doesNotHaveDuplicates();

        checks.forEach(check -> observe(check, Status.OK, true));
        seconds(31);
        assertThat(store.outbox()).hasSize(2 * CHECKS);
        assertThat(messages()).hasSize(2);
    }

    @Test
    void makesFewMessagesOfWhatFailsOneAfterTheOther() {
        decider.use(ANNA_ALONE.withDigest(new DigestLimits(5, Duration.ofSeconds(60))));
        allAreGood();
        change(Status.CRITICAL);
        seconds(120);

        assertThat(store.outbox()).hasSize(CHECKS);
        assertThat(messages()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void tellsAFewProblemsOneByOneAndAtOnce() {
        decider.use(ANNA_ALONE);
        allAreGood();
        checks.subList(0, 5).forEach(check -> observe(check, Status.CRITICAL, true));
        seconds(1);

        assertThat(store.outbox()).hasSize(5).allMatch(tell -> tell.digest().isEmpty());
    }

    @Test
    void putsTogetherOnlyWhatIsDueInOneLookIfNothingIsGathered() {
        decider.use(ANNA_ALONE.withDigest(new DigestLimits(5, Duration.ZERO)));
        allAreGood();
        checks.forEach(check -> observe(check, Status.CRITICAL, true));
        seconds(1);

        assertThat(store.outbox()).hasSize(CHECKS);
        assertThat(messages()).hasSize(1);
    }

    @Test
    void tellsOnlyTheHeartbeatIfItFailsWithThemAndItsRecoveryOnce() {
        decider.use(ANNA_ALONE.withDependencies(List.of(Dependency.onHeartbeat(PARENT))));
        allAreGood();
        for (int second = 0; second < 60; second++) {
            for (int i = second; i < CHECKS; i += 60) {
                observe(checks.get(i), Status.CRITICAL, true);
            }
            if (second == 40) {
                observe(heartbeat, Status.CRITICAL, true);
            }
            seconds(1);
        }
        seconds(300);
        assertThat(store.outbox()).extracting(Tell::digest).containsExactly("");
        assertThat(store.outbox().get(0).notification().text()).startsWith("heartbeat on web1 is CRITICAL");

        observe(heartbeat, Status.OK, true);
        seconds(5);
        change(Status.OK);
        seconds(120);
        assertThat(store.outbox())
                .extracting(tell -> tell.notification().kind())
                .containsExactly(Kind.PROBLEM, Kind.RECOVERY);
        assertThat(store.open()).isEmpty();
    }

    @Test
    void tellsAsOneWhatIsStillBadAfterTheHeartbeatIsBack() {
        decider.use(ANNA_ALONE.withDependencies(List.of(Dependency.onHeartbeat(PARENT))));
        allAreGood();
        observe(heartbeat, Status.CRITICAL, true);
        change(Status.CRITICAL);
        observe(heartbeat, Status.OK, true);
        seconds(5);
        checks.subList(0, 400).forEach(check -> observe(check, Status.OK, true));
        checks.subList(400, CHECKS).forEach(check -> observe(check, Status.CRITICAL, false));
        seconds(60);

        assertThat(messages()).hasSize(3).last().asString().startsWith("digest-");
        assertThat(store.outbox()).hasSize(102);
        assertThat(store.outbox().subList(2, 102))
                .allMatch(tell -> tell.notification().severity() == Severity.FAILURE);
    }
}
