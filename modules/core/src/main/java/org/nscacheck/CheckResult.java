/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a check: a state, one line for people, optional further lines and performance data. Immutable.
 *
 * <pre>{@code
 * return CheckResult.of(1, "7 mails not sent", Map.of("unsent", 7));
 *
 * return CheckResult.warning("%d mails not sent", unsent)
 *         .perf("unsent", unsent).warn(10).crit(100).min(0)
 *         .build();
 * }</pre>
 *
 * <p>Making a result never fails: an invalid state becomes CRITICAL, an invalid metric is dropped, and the text names either.
 *
 * <p>A result may be of any size, but of a check's result this is kept: 16,384 characters of the message and 131,072 of the long
 * output; 1,000 metrics, 255 characters of a label, and 262,144 characters in all labels, units, numbers and ranges together; 100
 * faults of the performance data. What is left out is named, in the text that was cut or among the faults, which are part of the
 * long output where there is room. A result that the database refuses nevertheless is replaced by a CRITICAL one that says so.
 *
 * @param status the state
 * @param message short text, may be empty; may hold any character
 * @param longOutput further lines, may be empty
 * @param perfData measured values
 */
public record CheckResult(Status status, String message, String longOutput, PerfData perfData) {

    /** Takes a null from code without null checks as "nothing given"; without a state the result is CRITICAL. */
    public CheckResult {
        message = Objects.requireNonNullElse(message, "");
        if (status == null) {
            status = Status.CRITICAL;
            message = ("no status given: " + message).strip();
        }
        longOutput = Objects.requireNonNullElse(longOutput, "");
        perfData = Objects.requireNonNullElse(perfData, PerfData.none());
    }

    /** Returns a result without performance data for a return code of 0 to 3; see {@link #of(int, String, Map)}. */
    public static CheckResult of(int rc, String message) {
        return of(rc, message, Map.of());
    }

    /**
     * Returns the result for a return code, as in the Nagios plugin interface and Odoo checks.
     *
     * @param rc 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN; any other code becomes CRITICAL and is named in the message
     * @param message short text
     * @param perfData label to number, {@link java.time.Duration}, or map with value, uom, warn, crit, min, max
     */
    public static CheckResult of(int rc, @Nullable String message, @Nullable Map<String, ?> perfData) {
        String text = message == null ? "" : message;
        PerfData values = PerfData.of(perfData);
        return Status.ofCode(rc)
                .map(status -> new CheckResult(status, text, "", values))
                .orElseGet(() -> new CheckResult(
                        Status.CRITICAL, ("invalid return code " + rc + ": " + text).strip(), "", values));
    }

    /** Returns a result without performance data. */
    public static CheckResult of(Status status, String message) {
        return new CheckResult(status, message, "", PerfData.none());
    }

    /** Starts a result of this state; see {@link #ok}. */
    public static Builder builder(Status status, String message, Object... arguments) {
        return new Builder(status, message, arguments);
    }

    /** Starts an OK result; the arguments fill {@code %} places of the message, without arguments it is taken as is. */
    public static Builder ok(String message, Object... arguments) {
        return new Builder(Status.OK, message, arguments);
    }

    /** Starts a WARNING result; see {@link #ok}. */
    public static Builder warning(String message, Object... arguments) {
        return new Builder(Status.WARNING, message, arguments);
    }

    /** Starts a CRITICAL result; see {@link #ok}. */
    public static Builder critical(String message, Object... arguments) {
        return new Builder(Status.CRITICAL, message, arguments);
    }

    /** Starts an UNKNOWN result; see {@link #ok}. */
    public static Builder unknown(String message, Object... arguments) {
        return new Builder(Status.UNKNOWN, message, arguments);
    }

    /** Returns the same result with another message. */
    public CheckResult withMessage(String newMessage) {
        return new CheckResult(status, newMessage, longOutput, perfData);
    }

    /** Returns all that people read: the message, and the long output below it. */
    public String fullText() {
        return longOutput.isEmpty() ? message : message + "\n" + longOutput;
    }

    /**
     * Collects a result. The methods {@link #uom}, {@link #warn}, {@link #crit}, {@link #min} and {@link #max} belong to
     * the metric named last by {@link #perf}. Not thread-safe.
     */
    public static final class Builder {

        private final Status status;
        private final String message;
        private final List<Entry> entries = new ArrayList<>();
        private String longOutput = "";

        private Builder(Status status, String message, Object... arguments) {
            this.status = status;
            this.message = format(message, arguments);
        }

        private static String format(String message, Object... arguments) {
            if (message == null || arguments == null || arguments.length == 0) {
                return message;
            }
            try {
                return String.format(Locale.ROOT, message, arguments);
            } catch (RuntimeException e) {
                return message + " (" + arguments.length + " arguments do not fit: " + e.getMessage() + ")";
            }
        }

        /** Adds a metric; the value is a number or a {@link java.time.Duration}, which is sent in seconds. */
        public Builder perf(String label, @Nullable Object value) {
            entries.add(new Entry(label, value));
            return this;
        }

        /**
         * Sets the unit of the last metric: a {@link Uom}, or any text such as {@code "B"} or {@code "°C"}. One that
         * {@link Uom#of} refuses is left out and named.
         */
        public Builder uom(Object uom) {
            return put("uom", uom);
        }

        /** Sets the warning limit of the last metric: a number, or a range in plugin notation. */
        public Builder warn(Object warn) {
            return put("warn", warn);
        }

        /** Sets the critical limit of the last metric: a number, or a range in plugin notation. */
        public Builder crit(Object crit) {
            return put("crit", crit);
        }

        /** Sets the lowest possible value of the last metric. */
        public Builder min(Object min) {
            return put("min", min);
        }

        /** Sets the highest possible value of the last metric. */
        public Builder max(Object max) {
            return put("max", max);
        }

        /** Sets the lines below the message. */
        public Builder longOutput(String lines) {
            this.longOutput = lines;
            return this;
        }

        /** Returns the result; a metric that cannot be read is left out and named. */
        public CheckResult build() {
            PerfData.Builder perfData = new PerfData.Builder();
            entries.forEach(entry -> perfData.add(entry.label, entry.form));
            return new CheckResult(status, message, longOutput, perfData.build());
        }

        /** @throws IllegalStateException if no metric was named before */
        private Builder put(String key, Object value) {
            if (entries.isEmpty()) {
                throw new IllegalStateException(key + "(...) belongs to a metric: call perf(label, value) before it");
            }
            entries.get(entries.size() - 1).form.put(key, value);
            return this;
        }

        private static final class Entry {
            private final String label;
            private final Map<String, @Nullable Object> form = new LinkedHashMap<>();

            Entry(String label, @Nullable Object value) {
                this.label = label;
                form.put("value", value);
            }
        }
    }
}
