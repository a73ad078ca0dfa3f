/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule with everything worked out that does not depend on a value.
 *
 * @param named the rule
 * @param rank how specific its match is; a higher one outranks
 * @param warning bounds, null for none
 * @param failure bounds, null for none
 */
record CompiledRule(
        NamedRule named,
        int rank,
        @Nullable Band warning,
        @Nullable Band failure) {

    static CompiledRule of(NamedRule named) {
        Limits limits = named.rule().limits();
        Options options = named.rule().options();
        return new CompiledRule(
                named,
                Rank.of(named.rule().match()),
                Band.of(limits.warning(), limits.unit(), options),
                Band.of(limits.failure(), limits.unit(), options));
    }

    UUID id() {
        return named.id();
    }

    RuleMatch match() {
        return named.rule().match();
    }

    Limits limits() {
        return named.rule().limits();
    }

    Options options() {
        return named.rule().options();
    }

    /** Returns whether it misses its metric even if that was never seen. */
    boolean expectsItsMetric() {
        return !isCollectd() && options().interesting() && match().namesOneMetric();
    }

    /** Returns the bound of this level that a bad value is beyond; null for a level without bounds. */
    @Nullable
    BigDecimal beyond(Level level, double value) {
        Band band = level == Level.FAILURE ? failure : warning;
        Limit limit = level == Level.FAILURE ? limits().failure() : limits().warning();
        return band == null || limit == null ? null : band.beyond(limit, value);
    }

    boolean isCollectd() {
        return options().mode() == Mode.COLLECTD;
    }

    /** Returns whether the metric's label matches; in collectd's mode the label of its value list. */
    boolean matchesLabel(String label) {
        return Glob.matches(match().label(), isCollectd() ? ValueLists.listOf(label) : label);
    }
}
