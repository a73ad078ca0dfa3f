/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nscacheck.Status;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.alerting.AlertStore;
import org.nscacheck.alerting.Condition;
import org.nscacheck.alerting.Condition.End;
import org.nscacheck.alerting.Open;
import org.nscacheck.alerting.Subject;
import org.nscacheck.check.CheckId;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.engine.Snapshot.ServerState;
import org.nscacheck.loop.Outage;
import org.nscacheck.sender.Purpose;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Has people told by other notifiers that one fails, and that it works again. Remembers nothing between looks: what is stored of a
 * notifier is compared with what the outbox knows, so that any node ends what another one has begun, and a state is stored once. For
 * one thread.
 */
final class NotifierWatch {

    private static final Logger log = LoggerFactory.getLogger(NotifierWatch.class);

    /** After so many failures in a row it is no hiccup: 5 to 40 seconds after the first, depending on how long each try takes. */
    static final int FAILURES = 3;

    /** Nothing counts the good results of a notifier: one success is a recovery, whatever a route asks for. */
    private static final int GOOD = 100;

    private final AlertStore alerts;
    private final SenderFactories senders;
    private final Outage outage = new Outage(
            log,
            Level.WARN,
            "NSCA-462 failing notifiers could not be reported to others",
            "NSCA-463 failing notifiers are reported to others again");
    private boolean had = true;

    NotifierWatch(AlertStore alerts, SenderFactories senders) {
        this.alerts = alerts;
        this.senders = senders;
    }

    /** Stores the state of each notifier that has changed. */
    void look(Snapshot snapshot) {
        List<ServerState> notifiers = snapshot.servers().stream()
                .filter(state -> senders.purpose(state.server()) == Purpose.NOTIFICATIONS)
                .toList();
        if (notifiers.isEmpty() && !had) {
            return;
        }
        try {
            compare(notifiers, snapshot.at());
            had = !notifiers.isEmpty();
            outage.worked();
        } catch (RuntimeException e) {
            outage.failed(e);
        }
    }

    private void compare(List<ServerState> notifiers, Instant at) {
        Map<CheckId, Open> bad = new HashMap<>();
        alerts.open().stream()
                .filter(open -> open.subject().isNotifier() && open.condition().isBad())
                .forEach(open -> bad.put(open.subject().check(), open));
        for (ServerState state : notifiers) {
            Server server = state.server();
            Subject subject = Subject.ofNotifier(server.id(), server.hostName(), server.name());
            Condition now = condition(state);
            boolean wasBad = bad.remove(subject.check()) != null;
            if (now.isBad() != wasBad) {
                alerts.observe(subject, now);
            }
        }
        bad.values()
                .forEach(gone ->
                        alerts.observe(gone.subject(), Condition.ended(End.DELETED, "the notifier was deleted", at)));
    }

    private static Condition condition(ServerState state) {
        ServerSummary summary = state.summary();
        if (!state.server().active()) {
            return Condition.ended(End.DEACTIVATED, "the notifier is switched off", summary.at());
        }
        String problem = problem(state);
        return problem.isEmpty()
                ? new Condition(Status.OK, summary.at(), summary.at(), "notifications are sent", GOOD, false, Map.of())
                : new Condition(
                        Status.CRITICAL,
                        summary.at(),
                        summary.at(),
                        problem + ", " + summary.waiting() + " waiting; an administrator sees why",
                        0,
                        false,
                        Map.of("waiting", summary.waiting(), "failures", (long) summary.failures()));
    }

    /** Why is for administrators, see {@code admin.Told}; who is told by another notifier may be anybody. */
    private static String problem(ServerState state) {
        if (state.locked() != null) {
            return "its secret cannot be read, no notification is sent";
        }
        if (state.summary().failures() >= FAILURES) {
            return "notifications cannot be sent";
        }
        return state.summary().kind() == DeliveryProblem.REFUSED ? "the receiver refuses a notification" : "";
    }
}
