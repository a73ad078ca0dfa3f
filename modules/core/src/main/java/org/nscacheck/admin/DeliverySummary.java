/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.check.CheckId;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.Target;

/**
 * What became of a result on its way to one server.
 *
 * @param result the result
 * @param server the server
 * @param target host and service that it reports as
 * @param state where the delivery stands
 * @param tries what was tried; their reason is why it waits or how it ended
 * @param endedAt when it ended, or null while it waits
 */
public record DeliverySummary(
        Result result,
        ServerId server,
        Target target,
        DeliveryState state,
        Tries tries,
        @Nullable Instant endedAt) {

    /**
     * What is delivered.
     *
     * @param check the check that the result is of
     * @param runNumber the run that the result is of
     * @param status the reported state
     */
    public record Result(CheckId check, long runNumber, Status status) {}

    /** Returns the check that the result is of. */
    public CheckId check() {
        return result.check();
    }

    /** Returns the run that the result is of. */
    public long runNumber() {
        return result.runNumber();
    }

    /** Returns the reported state. */
    public Status status() {
        return result.status();
    }

    /** Returns why it waits or how it ended, may be empty. */
    public String reason() {
        return tries.reason();
    }

    /** Returns what kept it from ending at its last try, or null if nothing did. */
    public @Nullable DeliveryProblem problem() {
        return tries.problem();
    }

    /** Returns how often it was tried. */
    public int attempts() {
        return tries.count();
    }

    /** Returns when the next try may begin, or null. */
    public @Nullable Instant notBefore() {
        return tries.nextAt();
    }
}
