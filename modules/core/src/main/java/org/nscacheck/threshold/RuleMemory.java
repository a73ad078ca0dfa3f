/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of one check remember from one run to the next, on one node if the check runs on each: the level that holds for each
 * rule and metric, values in a row, when a metric was last seen, the last values of counters. Immutable.
 *
 * <p>{@link #encode} and {@link #decode} lose nothing, so it may be kept as text between any two runs, and on any node. It has an entry
 * for each pair of rule and metric that applies, and none for others.
 */
public final class RuleMemory {

    /** Nothing was ever judged. */
    public static final RuleMemory EMPTY = new RuleMemory(Map.of());

    /** Id under which counters are kept, because all rules see the same. */
    static final UUID COUNTERS = new UUID(0, 0);

    /** Id under which value lists of collectd's mode are kept, because all rules of a list share one state. */
    static final UUID LISTS = new UUID(0, 1);

    private final Map<EntryKey, Remembered> entries;

    /**
     * What an entry is about.
     *
     * @param rule id of a rule, {@link #COUNTERS} or {@link #LISTS}
     * @param label label of a metric, or of a value list
     */
    record EntryKey(UUID rule, String label) {}

    /** @param entries not changed any more */
    RuleMemory(Map<EntryKey, Remembered> entries) {
        this.entries = entries;
    }

    /** Returns the memory of this text; {@link #EMPTY} if it is not one that {@link #encode} wrote. */
    public static RuleMemory decode(@Nullable String text) {
        return text == null ? EMPTY : MemoryReader.read(text);
    }

    /**
     * Returns it as lines of text. The first names the form and its version, a rule's id stands above its metrics. Roughly 60 characters
     * for each pair of rule and metric. Empty for {@link #EMPTY}.
     */
    public String encode() {
        return MemoryText.write(this);
    }

    /** Returns the same without what is remembered of a rule, so that it begins anew. */
    public RuleMemory without(UUID rule) {
        Map<EntryKey, Remembered> rest = new HashMap<>(entries);
        rest.keySet().removeIf(key -> key.rule().equals(rule));
        return new RuleMemory(rest);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns how many pairs of rule and metric it knows, value lists and counters among them. */
    public int size() {
        return entries.size();
    }

    @Nullable
    Remembered get(UUID rule, String label) {
        return entries.get(new EntryKey(rule, label));
    }

    Map<EntryKey, Remembered> entries() {
        return entries;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RuleMemory that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /** Returns {@link #encode}. */
    @Override
    public String toString() {
        return encode();
    }
}
