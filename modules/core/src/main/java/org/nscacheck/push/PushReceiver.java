/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.check.CheckId;
import org.nscacheck.run.ReportedRuns.Reported;
import org.nscacheck.server.Names;

/**
 * Takes what agents push. Each service becomes a check, whose runs are what is reported of it, with history, state and deliveries like
 * any other; see {@link PushedChecks} for what is said when an agent falls silent. When a method returns, what it took is stored.
 * Thread-safe.
 */
public final class PushReceiver {

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final PushStore store;
    private final PushSettings settings;
    private final Gate gate;
    private final ServiceRegistry registry;
    private final Recorder recorder;
    private final Announcer announcer;
    private final LongSupplier nanoTime;
    private final AtomicLong forgotAt;

    /** Stores results as runs of their checks. */
    @FunctionalInterface
    public interface Recorder {

        /** Stores results, one of each check at most; returns the checks that are not on the due list. */
        Collection<CheckId> record(List<Reported> results);
    }

    /** Passes on to people what agents send as alerts. */
    @FunctionalInterface
    public interface Announcer {

        /** @param agent name of the one that sent them */
        void announce(String agent, List<SentAlert> alerts);
    }

    /** An alert as an agent sends it. */
    public record SentAlert(@Nullable String service, String message) {}

    /**
     * @param checks adds checks and changes their schedules
     * @param announcer tells people of alerts; changes of states are changes of checks, which people are told as any other
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    public PushReceiver(
            PushStore store,
            PushSettings settings,
            PushedServices checks,
            Recorder recorder,
            Announcer announcer,
            LongSupplier nanoTime) {
        this.store = store;
        this.settings = settings;
        this.gate = new Gate(store, settings, new PushRate(settings.limits().requestsPerMinute(), nanoTime));
        this.registry = new ServiceRegistry(store, settings, checks);
        this.recorder = recorder;
        this.announcer = announcer;
        this.nanoTime = nanoTime;
        this.forgotAt = new AtomicLong(nanoTime.getAsLong() - FORGET_EVERY.toNanos());
    }

    /**
     * Tells an agent whether it may report.
     *
     * @param address where it comes from, for people
     * @throws WrongKeyException if it may not
     * @throws RefusedException if its name or key is none, or there are too many agents
     * @throws TooManyRequestsException if it sends more than it may
     */
    public void ping(Credentials who, String address) {
        gate.admit(who, address);
    }

    /**
     * Takes states; of several of one service the last is the current one.
     *
     * @throws WrongKeyException if the agent may not report; nothing is stored then
     * @throws RefusedException if a state cannot be taken; the message says which and why, and nothing is stored
     * @throws TooManyRequestsException if the agent sends more than it may
     */
    public void report(Credentials who, String address, List<PushedState> states) {
        states.forEach(PushReceiver::requireValid);
        take(gate.admit(who, address), states);
    }

    /**
     * The same for a way in that is guarded by other means than a key, such as a socket that only some may write to.
     *
     * @param name name of the agent; one that is new is added, whatever the settings say of newcomers
     * @throws RefusedException if a state cannot be taken, or an administrator has blocked the agent; nothing is stored then
     */
    public void reportTrusted(String name, String address, List<PushedState> states) {
        states.forEach(PushReceiver::requireValid);
        take(gate.admitTrusted(name, address), states);
    }

    private void take(Agent agent, List<PushedState> states) {
        Map<String, CheckId> checks = registry.checks(agent, states);
        for (Map<String, PushedState> round : rounds(states)) {
            take(agent, round, checks);
        }
    }

    private static void requireValid(PushedState state) {
        Names.requireService(state.service());
        Duration period = state.period();
        if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(PushSettings.MAX_PERIOD) > 0) {
            throw new RefusedException("the period of '" + Names.shortened(state.service()) + "' is "
                    + period.toSeconds() + " s, it must be 1 to " + PushSettings.MAX_PERIOD.toSeconds());
        }
    }

    /** Each service at most once in each of them, in order. */
    private static List<Map<String, PushedState>> rounds(List<PushedState> states) {
        List<Map<String, PushedState>> rounds = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (PushedState state : states) {
            int round = seen.merge(state.service(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new LinkedHashMap<>());
            }
            rounds.get(round).put(state.service(), state);
        }
        return rounds;
    }

    private void take(Agent agent, Map<String, PushedState> round, Map<String, CheckId> checks) {
        Map<CheckId, PushedState> byCheck = new LinkedHashMap<>();
        round.forEach((service, state) -> byCheck.put(checks.get(service), state));
        Collection<CheckId> missing = recorder.record(byCheck.entrySet().stream()
                .map(each -> new Reported(
                        each.getKey(),
                        each.getValue().result(),
                        settings.validFor(each.getValue().period())))
                .toList());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("services of '" + agent.name() + "' are not scheduled: " + missing);
        }
        Map<CheckId, PushedService> before =
                store.reported(byCheck).stream().collect(Collectors.toMap(PushedService::check, Function.identity()));
        List<PushAlert> alerts = new ArrayList<>();
        byCheck.forEach((check, state) -> alerts.addAll(PushAlerts.of(agent, before.get(check), state)));
        alert(alerts);
    }

    /** Whoever stores an alert sees to it, now and then, that there are not more and more of them. */
    private void alert(List<PushAlert> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        store.alert(alerts);
        long before = forgotAt.get();
        long now = nanoTime.getAsLong();
        boolean kept = settings.retention().isZero() || now - before < FORGET_EVERY.toNanos();
        if (!kept && forgotAt.compareAndSet(before, now)) {
            store.forgetAlerts(settings.retention());
        }
    }

    /**
     * Takes alerts.
     *
     * @throws WrongKeyException if the agent may not report; nothing is stored then
     * @throws RefusedException if its name or key is none, or there are too many agents
     * @throws TooManyRequestsException if the agent sends more than it may
     */
    public void alert(Credentials who, String address, List<SentAlert> alerts) {
        Agent agent = gate.admit(who, address);
        // First, so that an agent that is refused, and tries again, finds nothing stored.
        announcer.announce(agent.name(), alerts);
        alert(alerts.stream()
                .map(alert -> PushAlerts.sent(agent, alert.service(), alert.message()))
                .toList());
    }
}
