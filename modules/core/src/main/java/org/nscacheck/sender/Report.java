/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.server.Names;
import org.nscacheck.server.Target;

/**
 * One result as it is sent to one daemon. Message and performance data stay apart, because NSCA writes
 * {@code text|perf}, Icinga wants a list and OverC JSON.
 *
 * @param target host or service
 * @param result what was found out, in parts
 * @param at when the check ended
 * @param validUntil when the next result is due at the latest; an OK must not be sent after it. Null: no limit
 * @param told what people are told, if it goes to a notifier; null for the result of a check
 */
public record Report(
        Target target,
        CheckResult result,
        Instant at,
        @Nullable Instant validUntil,
        @Nullable Notification told) {

    /** The only status that must not be sent late: the others warn, if late. */
    public static final Status EXPIRING = Status.OK;

    private static final int UP = 0;
    private static final int DOWN = 1;

    /** Begin of the reason of an OK that was not sent in time; the time until which it was true follows. */
    public static final String LATE_OK = "an OK that was true until ";

    /** Makes the report of a check's result. */
    public Report(Target target, CheckResult result, Instant at, @Nullable Instant validUntil) {
        this(target, result, at, validUntil, null);
    }

    /** Makes the report of what people are told. Its target keeps what is told of one identity in its order; nobody else reads it. */
    public static Report telling(Notification told) {
        Identity about = told.identity();
        Target target = Target.service(
                fitting(about.host(), Names.MAX_HOST_BYTES), fitting(about.withoutHost(), Names.MAX_SERVICE_BYTES));
        return new Report(target, CheckResult.of(told.severity().status(), told.text()), told.at(), null, told);
    }

    private static String fitting(String name, int maxBytes) {
        String clean = name.replaceAll("[;\\p{Cntrl}\\p{Cs}\u2028\u2029]", "_").strip();
        if (clean.isEmpty()) {
            return "-";
        }
        byte[] bytes = clean.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= maxBytes ? clean : UUID.nameUUIDFromBytes(bytes).toString();
    }

    /** Returns what people are told, or empty for the result of a check. */
    public Optional<Notification> notification() {
        return Optional.ofNullable(told);
    }

    /** Returns the state. */
    public Status status() {
        return result.status();
    }

    /**
     * Returns the code by which a Nagios core knows the state. Of a service it is that of the state. A host is up, 0, or down, 1: a
     * WARNING is up, as for the cores' own host checks, and what could not be found out is down. Nagios takes a 2 for unreachable,
     * and a 3 not at all; nor does Icinga take either of them.
     */
    public int code() {
        if (target.service() != null) {
            return status().code();
        }
        return status() == Status.OK || status() == Status.WARNING ? UP : DOWN;
    }

    /** Returns the short text as the check gave it. */
    public String message() {
        return result.message();
    }

    /** Returns further lines, may be empty. */
    public String longOutput() {
        return result.longOutput();
    }

    /** Returns the measured values. */
    public PerfData perfData() {
        return result.perfData();
    }

    /** Returns this report with another result. */
    public Report with(CheckResult other) {
        return new Report(target, other, at, validUntil, told);
    }

    /**
     * Returns what has become of an OK whose time is over, or empty if this may be sent.
     *
     * @param now the store's time
     */
    public Optional<SendOutcome.Expired> expiry(Instant now) {
        return expiry(now::isAfter);
    }

    /**
     * Judges an OK again, right before it is written: it may have expired since it was taken.
     *
     * @param deadline knows the store's time; if it does not, nothing has expired
     * @return the outcome of an expired OK, or empty if this may be sent
     */
    public Optional<SendOutcome.Expired> expiry(Deadline deadline) {
        return expiry(deadline::hasPassed);
    }

    private Optional<SendOutcome.Expired> expiry(Predicate<Instant> hasPassed) {
        return status() == EXPIRING && validUntil != null && hasPassed.test(validUntil)
                ? Optional.of(new SendOutcome.Expired(LATE_OK + validUntil))
                : Optional.empty();
    }
}
