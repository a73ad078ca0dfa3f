/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.nscacheck.Status;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;

/**
 * Whether a result that comes late is still sent. An OK ends with the time until which it was true ({@link Report#expiry}, which
 * senders ask again right before they write): sent later it would hide a problem. Anything else is sent, as late as it is, until
 * it has the maximum age.
 *
 * <p>The store ends what is too old before it hands out the rest, in one statement that is written from these constants.
 */
public final class DeliveryPolicy {

    /** How old a result may become unless its server says otherwise by its {@code max-age}. */
    public static final Duration MAX_AGE = Duration.ofHours(24);

    /** Reason of a result that has become older. */
    public static final String TOO_OLD = "older than the maximum age";

    /** What is older is late. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private DeliveryPolicy() {}

    /** What is to be done with a delivery. */
    sealed interface Decision permits Send, SendMarkedLate, Expire {}

    /** It is sent as it is. */
    record Send() implements Decision {}

    /** It is sent; a receiver that takes every result for one of the present has to be told when it arose. */
    record SendMarkedLate() implements Decision {}

    /** It is not sent. */
    record Expire(String reason) implements Decision {}

    /** @param now the store's clock */
    static Decision decide(Delivery delivery, Instant now) {
        Report report = delivery.report();
        Optional<SendOutcome.Expired> expiry = report.expiry(now);
        if (expiry.isPresent()) {
            return new Expire(expiry.get().reason());
        }
        boolean late = delivery.age().compareTo(LATE) > 0;
        return late && report.status() != Status.OK ? new SendMarkedLate() : new Send();
    }
}
