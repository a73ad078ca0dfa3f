/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Routes.Mode;
import org.nscacheck.alerting.Routes.Reach;
import org.nscacheck.server.ServerId;

/** The rules that hold something back from one recipient, in their order. */
final class Patience {

    private final Condition condition;
    private final Context context;
    private final AlertMemory memory;

    Patience(Condition condition, Context context, AlertMemory memory) {
        this.condition = condition;
        this.context = context;
        this.memory = memory;
    }

    /** Returns why a recipient is told nothing, or null if it may be told. */
    @Nullable
    Held find(Reach reach, Word word) {
        Recipient recipient = context.policies().recipients().get(reach.notifier());
        if (recipient == null || !recipient.active()) {
            return Held.until(Reason.RECIPIENT_OFF, null, "the notifier is switched off");
        }
        Held held = word.flapping() && !condition.isEnded()
                ? flapping(reach.route().holds().flaps(), word)
                : null;
        if (held == null && condition.isBad() && !word.isBad()) {
            held = tooEarly(reach);
        }
        if (held == null) {
            held = quiet(reach.notifier(), word);
        }
        return held == null ? gathering(reach.notifier(), word) : held;
    }

    /** Returns whether a route counts the state as flapping now. */
    boolean flaps(FlapLimits limits, Word word) {
        int changes = changesIn(limits).size();
        return limits.on()
                && !condition.isEnded()
                && (changes >= limits.begin() || (word.flapping() && changes > limits.end()));
    }

    private List<Instant> changesIn(FlapLimits limits) {
        Instant from = context.now().minus(limits.span());
        return memory.changes().stream().filter(change -> change.isAfter(from)).toList();
    }

    private @Nullable Held flapping(FlapLimits limits, Word word) {
        if (!flaps(limits, word)) {
            return null;
        }
        List<Instant> changes = changesIn(limits);
        Instant end = changes.get(changes.size() - limits.end() - 1).plus(limits.span());
        return Held.until(
                Reason.FLAPPING,
                end,
                "flapping, " + changes.size() + " changes in " + Texts.span(limits.span()) + ", until "
                        + Texts.minute(end) + " if it stays as it is");
    }

    private @Nullable Held tooEarly(Reach reach) {
        Instant told = orNow(memory.badSince()).plus(reach.route().holds().delay());
        if (reach.mode() != Mode.ESCALATED) {
            return before(told, Reason.NOT_LONG_ENOUGH, "told at " + Texts.minute(told) + " if it lasts");
        }
        Duration after = reach.route().escalation().after();
        Instant open = orNow(memory.episode().openSince());
        Instant at = (open.isBefore(told) ? told : open).plus(after);
        return before(at, Reason.NOT_YET_ESCALATED, "escalates at " + Texts.minute(at) + " unless acknowledged");
    }

    private Instant orNow(@Nullable Instant time) {
        return time == null ? context.now() : time;
    }

    private @Nullable Held before(Instant time, Reason reason, String sentence) {
        return time.isAfter(context.now()) ? Held.until(reason, time, sentence) : null;
    }

    private @Nullable Held quiet(ServerId notifier, Word word) {
        for (QuietHours hours : context.policies().quietHours()) {
            Instant end = hours.notifier().equals(notifier) ? hours.times().endAfter(context.now()) : null;
            if (end != null && !hours.letsThrough(condition.severity(), word)) {
                return Held.until(Reason.QUIET_HOURS, end, "quiet hours until " + Texts.minute(end));
            }
        }
        return null;
    }

    private @Nullable Held gathering(ServerId notifier, Word word) {
        Instant asked = context.gathering().get(notifier);
        Instant until = asked == null || word.gatheredUntil() == null ? asked : word.gatheredUntil();
        return until == null
                ? null
                : before(until, Reason.GATHERING, "gathered with others until " + Texts.minute(until));
    }
}
