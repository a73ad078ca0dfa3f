/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.admin.Tries;
import org.nscacheck.delivery.Environment;
import org.nscacheck.sender.LifeSign;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.TestServers;

/** When signs of life are sent, and when they would be a lie. */
class LifeSignsTest {

    private static final Duration EVERY = Duration.ofMinutes(5);

    private final ServerStore store = TestServers.store();
    private final List<String> told = new ArrayList<>();
    private SendOutcome outcome = new SendOutcome.Accepted();
    private boolean wanted = true;
    private boolean alive = true;
    private @Nullable String failure;
    private Environment environment = new Environment("production", "production");
    private long nanos = Long.MAX_VALUE - TimeUnit.MINUTES.toNanos(2);
    private final LifeSigns signs =
            new LifeSigns(store, new SenderFactories(List.of(new Wanting())), this::snapshot, () -> alive, () -> nanos);

    /** Servers that are told that the application lives. */
    private final class Wanting implements SenderFactory {

        @Override
        public String kind() {
            return "fake";
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public List<String> validate(Server server) {
            return List.of();
        }

        @Override
        public Sender open(Server server) {
            throw new IllegalStateException("a sign of life needs no sender");
        }

        @Override
        public Optional<LifeSign> lifeSign(Server server) {
            return wanted
                    ? Optional.of(new LifeSign(EVERY, deadline -> {
                        told.add(server.name());
                        return outcome;
                    }))
                    : Optional.empty();
        }
    }

    private Snapshot snapshot() {
        List<Snapshot.ServerState> states = store.findAll().stream()
                .map(server -> new Snapshot.ServerState(
                        server,
                        null,
                        new ServerSummary(
                                server.id(),
                                new ServerSummary.Backlog(0, 0, null),
                                new Tries(0, "", null, null),
                                null,
                                Instant.EPOCH)))
                .toList();
        return new Snapshot(Instant.EPOCH, List.of(), states, environment, failure);
    }

    private Server add(String name) {
        return save(TestServers.server(name));
    }

    private Server save(Server server) {
        return store.save(server, SecretChange.KEEP);
    }

    private void lookAfter(Duration time) throws InterruptedException {
        nanos += time.toNanos();
        signs.look();
    }

    @Test
    void tellsEachServerAtOnceAndThenInItsInterval() throws Exception {
        add("one");
        add("other");
        lookAfter(Duration.ZERO);
        assertThat(told).containsExactlyInAnyOrder("one", "other");
        lookAfter(EVERY.minusSeconds(1));
        assertThat(told).hasSize(2);
        lookAfter(Duration.ofSeconds(1));
        assertThat(told).hasSize(4);
    }

    @Test
    void saysNothingWhileItWouldBeALieAndAtOnceWhenItIsTrueAgain() throws Exception {
        add("one");
        alive = false;
        lookAfter(Duration.ZERO);
        alive = true;
        failure = "the database does not answer";
        lookAfter(Duration.ofSeconds(5));
        failure = null;
        environment = new Environment("copy", "production");
        lookAfter(Duration.ofSeconds(5));
        assertThat(told).isEmpty();

        environment = new Environment("production", "production");
        lookAfter(Duration.ofSeconds(5));
        assertThat(told).containsExactly("one");
    }

    @Test
    void repeatsSoonWhatWasNotTaken() throws Exception {
        add("one");
        outcome = new SendOutcome.Retry("nobody listens");
        lookAfter(Duration.ZERO);
        lookAfter(Duration.ofSeconds(14));
        assertThat(told).hasSize(1);
        outcome = new SendOutcome.Accepted();
        lookAfter(Duration.ofSeconds(1));
        assertThat(told).hasSize(2);
        lookAfter(Duration.ofSeconds(15));
        assertThat(told).hasSize(2);
    }

    @Test
    void followsWhatAnAdministratorChanges() throws Exception {
        Server one = add("one");
        wanted = false;
        lookAfter(Duration.ZERO);
        wanted = true;
        lookAfter(EVERY);
        assertThat(told).isEmpty();

        Server changed = save(one.toBuilder().hostName("elsewhere").build());
        lookAfter(Duration.ofSeconds(5));
        assertThat(told).hasSize(1);

        save(changed.toBuilder().active(false).build());
        lookAfter(EVERY);
        assertThat(told).hasSize(1);
    }
}
