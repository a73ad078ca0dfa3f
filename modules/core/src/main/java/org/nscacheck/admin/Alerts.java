/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.alerting.Acknowledgement;
import org.nscacheck.alerting.AlertStore;
import org.nscacheck.alerting.Condition;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.Open;
import org.nscacheck.alerting.Routes;
import org.nscacheck.alerting.Subject;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.audit.AuditTrail;
import org.nscacheck.audit.FieldChange;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.DueList;
import org.nscacheck.fields.ServerFields;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong, who was told of it, and who takes care. Thread-safe. */
public final class Alerts {

    private static final Logger log = LoggerFactory.getLogger(Alerts.class);
    private static final Duration TEST = Duration.ofSeconds(15);
    private static final int SUGGESTIONS = 10;

    private final AlertStore store;
    private final ServerStore notifiers;
    private final SenderFactories senders;
    private final DueList due;
    private final AlertPolicies policies;
    private final Overview overview;
    private final AuditTrail audit;
    private final Runnable onChange;

    /**
     * @param notifiers servers that tell people
     * @param due knows the time
     * @param policies who is told what and when
     * @param overview knows the checks
     * @param audit where it is entered who tested what
     * @param onChange called when somebody may have to be told
     */
    public Alerts(
            AlertStore store,
            ServerStore notifiers,
            SenderFactories senders,
            DueList due,
            AlertPolicies policies,
            Overview overview,
            AuditTrail audit,
            Runnable onChange) {
        this.store = store;
        this.notifiers = notifiers;
        this.senders = senders;
        this.due = due;
        this.policies = policies;
        this.overview = overview;
        this.audit = audit;
        this.onChange = onChange;
    }

    /**
     * Returns what is wrong, or believed to be by somebody who was told so; the latest first.
     *
     * @throws NotPermittedException unless the actor may view
     */
    public List<Open> open(Actor actor) {
        actor.require(Permission.VIEW);
        return store.open().stream()
                .sorted(Comparator.comparing((Open open) -> open.condition().since())
                        .reversed())
                .toList();
    }

    /** Returns the newest of what was told and what was held back, of one subject or of all; the newest first. */
    public List<Noted> history(Actor actor, @Nullable SubjectKey subject, int max) {
        actor.require(Permission.VIEW);
        return store.history(subject, max);
    }

    /** Returns the names of the notifiers. */
    public Map<ServerId, String> notifiers(Actor actor) {
        actor.require(Permission.VIEW);
        return notifiers.findAll().stream().collect(Collectors.toMap(Server::id, Server::name));
    }

    /**
     * Answers who would be told of a problem, route by route. Silences, maintenance and quiet hours are not looked at.
     *
     * @param check name of a check
     * @param at when the problem would be, or null for now
     * @throws NotPermittedException unless the actor may view
     * @throws InvalidFieldException if there is no such check
     */
    public List<Routes.Answer> whoWouldGet(Actor actor, String check, Severity severity, @Nullable Instant at) {
        List<CheckView> checks = overview.checks(actor);
        CheckView found = checks.stream()
                .filter(view -> view.stored().name().equals(check))
                .findFirst()
                .orElseThrow(() -> noCheck(check, checks));
        return new Routes(policies.read().routes()).whoWouldGet(subject(found), severity, at == null ? due.now() : at);
    }

    private static InvalidFieldException noCheck(String name, List<CheckView> checks) {
        List<String> names = checks.stream().map(view -> view.stored().name()).toList();
        return new InvalidFieldException(
                "check",
                "'" + Names.shortened(name) + "' is no check, known are "
                        + Names.nearestFirst(name, names).stream()
                                .limit(SUGGESTIONS)
                                .toList() + ".");
    }

    /** Returns a check as notifications speak of it; one that runs on each node without naming a node. */
    private static Subject subject(CheckView view) {
        CheckKey key = view.stored().key();
        String name = view.stored().name();
        String host = view.effective() == null ? "" : view.effective().host();
        Set<String> tags = view.definition() == null
                ? Set.of()
                : Set.copyOf(view.definition().tags());
        String instance = name.equals(key.value()) ? "" : name;
        Identity identity = new Identity(host, key.value(), instance, "check", "");
        return new Subject(view.stored().id(), "", host, key, name, tags, identity);
    }

    /**
     * Takes a state from outside, which goes through routes to notifiers as that of a check does: it is told each time it comes. If
     * several come before a look, within less than a second, the last one counts. Does nothing if there are no notifiers.
     *
     * @param facts metadata of notifications: strings, longs, doubles and booleans
     */
    public void observe(Identity identity, Severity severity, String text, Map<String, Object> facts) {
        Instant now = due.now();
        int good = severity == Severity.OKAY ? 1 : 0;
        pass(Subject.of(identity), new Condition(severity.status(), now, now, text, good, true, facts));
    }

    /** Takes something that happened outside and has no state: it is told once, with the severity OKAY. */
    public void event(Identity identity, String text, Map<String, Object> facts) {
        pass(Subject.ofEvent(identity), Condition.event(due.now(), text, facts));
    }

    private void pass(Subject subject, Condition condition) {
        if (!notifiers.findAll().isEmpty()) {
            store.observe(subject, condition);
            onChange.run();
        }
    }

    /**
     * Takes care of a problem: nobody is told again until it is worse, over, or told again after the given time.
     *
     * @param length how long at most, or null for as long as the problem lasts
     * @throws NotPermittedException unless the actor may operate
     * @throws RefusedException if nothing is wrong with it any more, or the reason is too long
     */
    public void acknowledge(Actor actor, SubjectKey subject, String reason, @Nullable Duration length) {
        actor.require(Permission.OPERATE);
        Open open = store.open().stream()
                .filter(each -> each.subject().id().equals(subject))
                .findFirst()
                .orElseThrow(Alerts::nothingWrong);
        Instant now = due.now();
        Acknowledgement acknowledgement = new Acknowledgement(
                actor.name(),
                reason,
                now,
                length == null ? null : now.plus(length),
                open.condition().severity());
        if (!store.acknowledge(subject, acknowledgement, noteOf(actor, open, acknowledgement))) {
            throw nothingWrong();
        }
        log.info(
                "NSCA-145 problem acknowledged identity={} by={} reason=\"{}\"",
                Names.printable(open.subject().identity().toString()),
                Names.printable(actor.name()),
                Names.printable(reason));
        onChange.run();
    }

    private static AuditNote noteOf(Actor actor, Open open, Acknowledgement given) {
        return AuditNote.of(
                actor.madeBy(),
                AuditAction.ACKNOWLEDGED,
                subjectOf(open),
                new FieldChange("reason", null, given.reason()),
                new FieldChange(
                        "until",
                        null,
                        given.until() == null ? "it is over" : given.until().toString()));
    }

    private static AuditSubject subjectOf(Open open) {
        String check = open.subject().id().check().toString();
        return new AuditSubject(AuditKind.CHECK, check, open.subject().name());
    }

    private static RefusedException nothingWrong() {
        return new RefusedException("Nothing is wrong with it any more, so there is nothing to acknowledge.");
    }

    /**
     * Takes an acknowledgement back; does nothing if there is none.
     *
     * @throws NotPermittedException unless the actor may operate
     */
    public void unacknowledge(Actor actor, SubjectKey subject) {
        actor.require(Permission.OPERATE);
        boolean taken = store.open().stream()
                .filter(open -> open.subject().id().equals(subject))
                .map(open -> AuditNote.of(actor.madeBy(), AuditAction.UNACKNOWLEDGED, subjectOf(open)))
                .findFirst()
                .map(note -> store.unacknowledge(subject, note))
                .orElse(false);
        if (taken) {
            log.info("NSCA-146 acknowledgement removed check={} by={}", subject.check(), Names.printable(actor.name()));
            onChange.run();
        }
    }

    /**
     * Sends a notification that is marked as a test, at once and past the outbox.
     *
     * @return what came of it
     * @throws NotPermittedException unless the actor may administer
     * @throws RefusedException if there is no such notifier, or it is not configured as it should be
     */
    public SendOutcome test(Actor actor, ServerId notifier) throws InterruptedException {
        actor.require(Permission.ADMINISTER);
        Server server = notifiers
                .find(notifier)
                .orElseThrow(() -> new RefusedException("This notifier does not exist, or was deleted."));
        audit.write(AuditNote.of(actor.madeBy(), AuditAction.TESTED, ServerFields.subject(server)));
        Notification notification = new Notification(
                Notification.Kind.EVENT,
                Severity.OKAY,
                due.now(),
                new Identity(server.hostName(), "nscacheck", "", "test", ""),
                "This is a test of the notifier '" + server.name() + "', asked for by " + actor.name() + ".",
                Map.of("test", true));
        Report report = new Report(
                Target.service(server.hostName(), "test"),
                org.nscacheck.CheckResult.of(0, notification.text()),
                notification.at(),
                null,
                notification);
        try (Sender sender = senders.open(server)) {
            SendOutcome outcome =
                    sender.send(List.of(report), Deadline.in(TEST)).get(0);
            log.info(
                    "NSCA-147 notifier tested name={} by={} outcome=\"{}\"",
                    Names.printable(server.name()),
                    Names.printable(actor.name()),
                    Names.printable(outcome.toString()));
            return outcome;
        }
    }
}
