/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin.reader;

import org.jspecify.annotations.Nullable;

/**
 * What a receiver made of one metric. Limits and bounds stay text where the receiver keeps the text, and are the text of
 * a double where it keeps a number; null where it keeps nothing.
 */
public record ReadMetric(
        String label,
        double value,
        String unit,
        @Nullable String warn,
        @Nullable String crit,
        @Nullable String min,
        @Nullable String max) {}
