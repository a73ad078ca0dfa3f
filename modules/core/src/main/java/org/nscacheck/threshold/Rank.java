/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

/**
 * Which of several rules that match a metric decides: the most specific one. As in collectd the host counts more than the check or
 * its tag, and these more than the label, which makes twelve steps: host and check and label, host and check, host and tag and label,
 * host and tag, host and label, host, and the same without host. A check's key stands for collectd's plugin with instance, a tag for
 * the plugin alone, a label for the type instance. An exact text counts more than a pattern, which collectd has none of.
 */
final class Rank {

    private static final int LABELS = 3;
    private static final int PLACES = 5;

    private Rank() {}

    /** Returns a number that is higher for a more specific match; matches of the same number all apply. */
    static int of(RuleMatch match) {
        int place = match.check() == null ? Glob.weight(match.tag()) : 2 + Glob.weight(match.check());
        return (Glob.weight(match.host()) * PLACES + place) * LABELS + Glob.weight(match.label());
    }
}
