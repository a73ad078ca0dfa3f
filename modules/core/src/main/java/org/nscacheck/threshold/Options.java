/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;

/**
 * Everything of a rule besides its match and its limits. The parts are grouped; each has an accessor here too.
 *
 * @param mode how the rule is understood
 * @param judging how a value is compared
 * @param notice when somebody is told
 * @param absence what a missing metric means
 */
public record Options(Mode mode, Judging judging, Notice notice, Absence absence) {

    /** What holds when a rule says nothing. */
    public static final Options DEFAULT = new Options(
            Mode.SANE,
            new Judging(false, Percentage.NONE, BigDecimal.ZERO, NanPolicy.UNKNOWN, true),
            new Notice(false, false, 0, 1),
            new Absence(true, BigDecimal.valueOf(2)));

    /**
     * How a value is compared.
     *
     * @param invert whether values within the bounds are bad, ends included
     * @param percentage of what the bounds are a percentage
     * @param hysteresis how far beyond its bound a value has to return to end an alarm, in the unit of the limits; 0 for none
     * @param nan what an unknown value means; no matter in collectd's mode
     * @param rate whether a counter (unit {@code c}) is judged as its increase per second rather than as its value
     */
    public record Judging(boolean invert, Percentage percentage, BigDecimal hysteresis, NanPolicy nan, boolean rate) {

        public Judging {
            hysteresis = hysteresis.stripTrailingZeros();
        }
    }

    /**
     * When somebody is told.
     *
     * @param persist whether every bad value is told, not only the first
     * @param persistOk whether every good value is told
     * @param hits how many bad values in a row it takes; 0 and 1 are the same, except in collectd's mode
     * @param recoverAfter how many good values in a row end an alarm, at least 1
     */
    public record Notice(boolean persist, boolean persistOk, int hits, int recoverAfter) {}

    /**
     * What a missing metric means.
     *
     * @param interesting whether a metric that is no longer reported is a failure
     * @param timeout after how many intervals of the check it counts as missing
     */
    public record Absence(boolean interesting, BigDecimal timeout) {

        public Absence {
            timeout = timeout.stripTrailingZeros();
        }
    }

    public boolean invert() {
        return judging.invert;
    }

    public Percentage percentage() {
        return judging.percentage;
    }

    public BigDecimal hysteresis() {
        return judging.hysteresis;
    }

    public NanPolicy nan() {
        return judging.nan;
    }

    public boolean rate() {
        return judging.rate;
    }

    public boolean persist() {
        return notice.persist;
    }

    public boolean persistOk() {
        return notice.persistOk;
    }

    public int hits() {
        return notice.hits;
    }

    public int recoverAfter() {
        return notice.recoverAfter;
    }

    public boolean interesting() {
        return absence.interesting;
    }

    public BigDecimal timeout() {
        return absence.timeout;
    }
}
