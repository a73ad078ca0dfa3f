/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Decision.Hold;
import org.nscacheck.alerting.Decision.Tell;
import org.nscacheck.alerting.Routes.Reach;
import org.nscacheck.notification.Notification;
import org.nscacheck.server.ServerId;

/** One look at one subject. Used once, by one thread. */
final class Reconciliation {

    private final Subject subject;
    private final Condition condition;
    private final Context context;
    private final AlertMemory memory;
    private final @Nullable Held forAll;
    private final Map<ServerId, Reach> reaches;
    private final Routes routes;
    private final LookAgain look;
    private final Dues dues;
    private final Map<ServerId, Word> words;
    private final List<Decision> decisions = new ArrayList<>();

    Reconciliation(Subject subject, Condition condition, Context context, AlertMemory before) {
        this.subject = subject;
        this.condition = condition;
        this.context = context;
        this.routes = new Routes(context.policies().routes());
        this.reaches = routes.reaches(subject, condition.severity(), context.now());
        this.reaches.keySet().retainAll(context.policies().recipients().keySet());
        this.reaches.keySet().removeIf(subject::isNotifier);
        this.look = new LookAgain(context.now());
        AlertMemory begun = Episodes.begin(condition, context, before);
        this.forAll = Suppressions.find(subject, condition, context, begun.acknowledgement());
        this.memory = opened(begun);
        this.words = new LinkedHashMap<>(memory.words());
        this.dues = new Dues(subject, condition, memory.episode(), context.now());
    }

    /** Escalation counts from when people could know of the problem and nobody had acknowledged it. */
    private AlertMemory opened(AlertMemory begun) {
        Episode episode = begun.episode();
        boolean isOpen = forAll == null && episode.badSince() != null;
        Episode next = isOpen && episode.openSince() != null ? episode : episode.open(isOpen ? context.now() : null);
        return new AlertMemory(begun.words(), begun.acknowledgement(), begun.seen(), next, begun.changes());
    }

    Decisions decide() {
        Set<ServerId> concerned = new LinkedHashSet<>(reaches.keySet());
        concerned.addAll(memory.words().keySet());
        concerned.forEach(this::decide);
        if (condition.isBad()) {
            look.at(routes.nextBegin(subject, condition.severity(), context.now()));
            look.at(forAll == null ? null : forAll.lookAt());
            Acknowledgement given = memory.acknowledgement();
            look.at(given == null ? null : given.until());
        }
        AlertMemory told =
                new AlertMemory(words, memory.acknowledgement(), memory.seen(), memory.episode(), memory.changes());
        return new Decisions(decisions, isClear() ? Episodes.clear(told) : told, look.first());
    }

    private boolean isClear() {
        return reaches.values().stream()
                        .allMatch(reach ->
                                condition.isGoodFor(reach.route().holds().recoverAfter()))
                && !condition.isBad();
    }

    private void decide(ServerId notifier) {
        Reach reach = reaches.get(notifier);
        Word word = memory.word(notifier);
        Due due = dues.find(reach, word);
        look.at(due.later());
        if (reach == null || due.kind() == null) {
            hold(notifier, flapping(reach, word), due.held());
        } else {
            tellOrHold(reach, word, due.kind(), due.reason());
        }
    }

    private Word flapping(@Nullable Reach reach, Word word) {
        return reach == null
                ? word
                : word.flapping(new Patience(condition, context, memory)
                        .flaps(reach.route().holds().flaps(), word));
    }

    private void tellOrHold(Reach reach, Word word, Notification.Kind kind, String reason) {
        Held held = forAll == null ? new Patience(condition, context, memory).find(reach, word) : forAll;
        Word next = flapping(reach, word);
        if (held == null) {
            tell(reach, next, kind, reason, next.flapping() && !word.flapping());
        } else {
            hold(reach.notifier(), held.reason() == Reason.GATHERING ? next.gathered(held.until()) : next, held);
        }
    }

    private void tell(Reach reach, Word word, Notification.Kind kind, String reason, boolean flaps) {
        String note = flaps ? "It is flapping: further changes are held until it is steady." : "";
        Instant began = memory.badSince() == null ? condition.since() : memory.badSince();
        Notification notification = Texts.notification(kind, subject, condition, began, context.now(), note);
        String route = reason + " (route '" + reach.route().name() + "')";
        decisions.add(new Tell(reach.notifier(), notification, route));
        Word told = word.told(condition.severity(), context.now(), condition.lastResultAt());
        words.put(reach.notifier(), told);
        look.at(dues.find(reach, told).later());
    }

    private void hold(ServerId notifier, Word word, @Nullable Held held) {
        if (held != null) {
            look.at(held.lookAt());
            decisions.add(new Hold(notifier, held.reason(), held.until(), "not sent: " + held.sentence()));
        }
        Word next = word.held(held == null ? null : held.reason());
        if (next.equals(Word.NONE)) {
            words.remove(notifier);
        } else {
            words.put(notifier, next);
        }
    }
}
