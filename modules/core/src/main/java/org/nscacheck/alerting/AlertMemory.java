/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/**
 * What is remembered of one subject between two looks: the last word to each recipient, the acknowledgement, the current problem and
 * the latest changes. Immutable; one column of a database holds it as text.
 *
 * @param words the last word to each recipient
 * @param acknowledgement who has taken the problem on, or null
 * @param seen the state at the last look, or null before the first
 * @param episode the current problem
 * @param changes when the state has changed lately, the oldest first, at most {@link #MAX_CHANGES}
 */
public record AlertMemory(
        Map<ServerId, Word> words,
        @Nullable Acknowledgement acknowledgement,
        @Nullable Severity seen,
        Episode episode,
        List<Instant> changes) {

    /** How many changes are remembered. */
    public static final int MAX_CHANGES = 24;

    /** Nothing is known. */
    public static final AlertMemory EMPTY = new AlertMemory(Map.of(), null, null, Episode.NONE, List.of());

    public AlertMemory {
        Map<ServerId, Word> sorted = new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
        sorted.putAll(words);
        words = Collections.unmodifiableMap(sorted);
        changes = List.copyOf(changes.subList(Math.max(0, changes.size() - MAX_CHANGES), changes.size()));
    }

    /** Returns the text for a column, {@link #decode} reads it back to an equal memory. */
    public String encode() {
        return MemoryText.encode(this);
    }

    /** Returns what a text says; {@link #EMPTY} if it is of another version or damaged, so that the present state is told again. */
    public static AlertMemory decode(String text) {
        return MemoryText.decode(text);
    }

    /** Returns the last word to a recipient. */
    public Word word(ServerId notifier) {
        return words.getOrDefault(notifier, Word.NONE);
    }

    /** Returns when the current problem began, or null if there is none. */
    public @Nullable Instant badSince() {
        return episode.badSince();
    }

    /** Returns whether no recipient to whom something is owed believes that something is wrong. */
    public boolean isSettled() {
        return words.values().stream().noneMatch(word -> word.isBad() && word.held() != Reason.NO_ROUTE);
    }

    /** Returns the same with an acknowledgement, or without one. */
    public AlertMemory with(@Nullable Acknowledgement given) {
        return new AlertMemory(words, given, seen, given == null ? episode : episode.open(null), changes);
    }
}
