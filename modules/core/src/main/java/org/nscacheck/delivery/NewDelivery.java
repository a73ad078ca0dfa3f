/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.check.Check;
import org.nscacheck.sender.Report;
import org.nscacheck.server.ServerId;

/**
 * A report to be put into the outbox.
 *
 * @param server where to send it
 * @param report what
 */
public record NewDelivery(ServerId server, Report report) {

    /** Returns the delivery of a result to a destination; {@code validUntil} is null if it never expires. */
    public static NewDelivery of(Check.Destination to, CheckResult result, Instant at, @Nullable Instant validUntil) {
        return new NewDelivery(to.server(), new Report(to.target(), result, at, validUntil));
    }
}
