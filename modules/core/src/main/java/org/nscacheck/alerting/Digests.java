/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.ServerId;

/**
 * Which recipients have words gathered. Beyond a few words within the span, all further ones wait until the span is over and go
 * together. What is kept here may be lost: then words are gathered a little differently, and none is lost. Not thread-safe.
 */
final class Digests {

    private final Map<ServerId, Instant> gathering = new HashMap<>();
    private final Map<ServerId, List<Instant>> lately = new HashMap<>();

    /** Words that are due to one recipient in one look. */
    record Waiting(int fresh, int gathered) {

        Waiting plus(Waiting other) {
            return new Waiting(fresh + other.fresh, gathered + other.gathered);
        }

        static Waiting of(Word word, Instant now) {
            Instant until = word.gatheredUntil();
            return until != null && !until.isAfter(now) ? new Waiting(0, 1) : new Waiting(1, 0);
        }
    }

    /** Returns for whom words are gathered in this look, and until when. */
    Map<ServerId, Instant> plan(DigestLimits limits, Map<ServerId, Waiting> due, Instant now) {
        gathering.values().removeIf(until -> !until.isAfter(now));
        lately.values().forEach(told -> told.removeIf(at -> !at.isAfter(now.minus(limits.span()))));
        lately.values().removeIf(List::isEmpty);
        due.forEach((notifier, waiting) -> {
            int told = lately.getOrDefault(notifier, List.of()).size();
            boolean isMany = waiting.gathered == 0 && waiting.fresh + told > limits.most();
            if (isMany && !limits.span().isZero()) {
                gathering.putIfAbsent(notifier, now.plus(limits.span()));
            }
        });
        return Map.copyOf(gathering);
    }

    /** Notes that a recipient is told words, and returns the name of their batch, empty if they are told one by one. */
    String told(ServerId notifier, int words, DigestLimits limits, Instant now) {
        boolean together = words > Math.max(1, limits.most());
        List<Instant> times = Objects.requireNonNull(lately.computeIfAbsent(notifier, any -> new ArrayList<>()));
        for (int i = 0; i < (together ? 1 : words); i++) {
            times.add(now);
        }
        return together ? "digest-" + Long.toString(now.toEpochMilli(), Character.MAX_RADIX) : "";
    }

    /** Returns until when words to a recipient are gathered, or null if they are not. */
    @Nullable
    Instant until(ServerId notifier) {
        return gathering.get(notifier);
    }
}
