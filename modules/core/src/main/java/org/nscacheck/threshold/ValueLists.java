/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

/**
 * How collectd's value lists are written as metrics. A list with several sources is several metrics, {@code list:source}; a metric
 * without colon, or with one at either end, is a list of its own with the one source {@code value}.
 */
final class ValueLists {

    private static final String ONLY_SOURCE = "value";

    private ValueLists() {}

    static String listOf(String label) {
        int colon = colon(label);
        return colon < 0 ? label : label.substring(0, colon);
    }

    static String sourceOf(String label) {
        int colon = colon(label);
        return colon < 0 ? ONLY_SOURCE : label.substring(colon + 1);
    }

    private static int colon(String label) {
        int colon = label.lastIndexOf(':');
        return colon > 0 && colon < label.length() - 1 ? colon : -1;
    }
}
