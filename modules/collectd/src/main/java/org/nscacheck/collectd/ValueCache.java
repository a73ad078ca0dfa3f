/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Identity;

/**
 * The last values of each identity, with rates as collectd reckons them ({@code utils_cache.c}). A value that stays away for two
 * intervals is forgotten, and so is the one that waits for the longest time when there are too many. Thread-safe.
 */
public final class ValueCache {

    /** How often collectd expects values that say nothing of it. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

    private static final int ITERATIONS = 2;

    private final DataSets types;
    private final InstantSource clock;
    private final int capacity;
    /** In the order of the last update. */
    private final Map<Identity, Entry> entries = new LinkedHashMap<>();

    private Instant nextSweepAt = Instant.MIN;

    /**
     * @param types limits of rates; a type that is not known has none
     * @param capacity most identities
     */
    public ValueCache(DataSets types, InstantSource clock, int capacity) {
        this.types = types;
        this.clock = clock;
        this.capacity = capacity;
    }

    private record Entry(ValueList last, List<Double> rates, Instant updatedAt) {

        boolean isMissingAt(Instant now) {
            Duration interval = last.interval().orElse(DEFAULT_INTERVAL);
            return !now.isBefore(updatedAt.plus(interval.multipliedBy(ITERATIONS)));
        }

        boolean isFollowedBy(ValueList list) {
            return list.time().isAfter(last.time())
                    && rates.size() == list.values().size();
        }

        KnownValue known() {
            return new KnownValue(last.identity(), last.time(), rates);
        }
    }

    /**
     * Takes values.
     *
     * @return their rates, or empty if they are not newer than the last ones, or of another number, and so were left out
     */
    public synchronized Optional<KnownValue> update(ValueList list) {
        forgetMissing();
        Instant now = clock.instant();
        Entry before = entries.get(list.identity());
        Entry live = before == null || before.isMissingAt(now) ? null : before;
        if (live != null && !live.isFollowedBy(list)) {
            return Optional.empty();
        }
        Entry entry = new Entry(list, rates(list, live), now);
        entries.remove(list.identity());
        entries.put(list.identity(), entry);
        if (entries.size() > capacity) {
            Iterator<Identity> oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return Optional.of(entry.known());
    }

    /** Returns all that is known. */
    public synchronized List<KnownValue> values() {
        Instant now = clock.instant();
        return entries.values().stream()
                .filter(entry -> !entry.isMissingAt(now))
                .map(Entry::known)
                .toList();
    }

    /** Returns what is known of one identity. */
    public synchronized Optional<KnownValue> value(Identity identity) {
        Instant now = clock.instant();
        return Optional.ofNullable(entries.get(identity))
                .filter(entry -> !entry.isMissingAt(now))
                .map(Entry::known);
    }

    /** Goes through all of them, and so not at each update. */
    private void forgetMissing() {
        Instant now = clock.instant();
        if (now.isBefore(nextSweepAt)) {
            return;
        }
        nextSweepAt = now.plus(DEFAULT_INTERVAL);
        entries.values().removeIf(entry -> entry.isMissingAt(now));
    }

    private List<Double> rates(ValueList list, @Nullable Entry before) {
        List<DataSource> sources = types.of(list.identity().type()).orElse(List.of());
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < list.values().size(); i++) {
            Value value = list.values().get(i);
            double rate = before == null
                    ? Rates.first(value, list.interval().orElse(Duration.ZERO))
                    : Rates.between(
                            before.last.values().get(i), value, Duration.between(before.last.time(), list.time()));
            rates.add(i < sources.size() && !sources.get(i).allows(rate) ? Double.NaN : rate);
        }
        return rates;
    }
}
