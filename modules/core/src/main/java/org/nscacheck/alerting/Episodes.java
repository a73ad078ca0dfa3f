/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/** What a look makes of the memory before anybody is told: problems begin, acknowledgements end, changes are counted. */
final class Episodes {

    /** Longer than any span in which flapping is looked for. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private Episodes() {}

    static AlertMemory begin(Condition condition, Context context, AlertMemory before) {
        Map<ServerId, Word> words = new LinkedHashMap<>(before.words());
        words.keySet().retainAll(context.policies().recipients().keySet());
        Acknowledgement given = before.acknowledgement();
        boolean expired = given != null && given.isExpired(context.now());
        Acknowledgement kept = given != null && given.covers(condition.severity(), context.now()) ? given : null;
        Episode episode = before.episode();
        return new AlertMemory(
                words,
                kept,
                condition.severity(),
                new Episode(
                        badSince(condition, episode.badSince(), context.now()),
                        episode.openSince(),
                        expired && given != null ? given.until() : episode.rearmedAt()),
                changes(condition.severity(), before, context.now()));
    }

    private static @Nullable Instant badSince(Condition condition, @Nullable Instant known, Instant now) {
        if (known != null || !condition.isBad()) {
            return known;
        }
        return condition.since().isAfter(now) ? now : condition.since();
    }

    private static List<Instant> changes(Severity state, AlertMemory before, Instant now) {
        List<Instant> changes = new ArrayList<>(before.changes());
        changes.removeIf(change -> !change.isAfter(now.minus(REMEMBERED)));
        if (before.seen() != null && before.seen() != state) {
            changes.add(now);
        }
        return changes;
    }

    /** Returns the memory after a problem: what was acknowledged is armed again. */
    static AlertMemory clear(AlertMemory memory) {
        return new AlertMemory(memory.words(), null, memory.seen(), Episode.NONE, memory.changes());
    }
}
