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
 * @param check the check that the result is of
 * @param server the server
 * @param target host and service that it reports as
 * @param runNumber the run that the result is of
 * @param status the reported state
 * @param state where the delivery stands
 * @param reason why it waits or how it ended, may be empty
 * @param problem what kept it from ending at its last try, or null if nothing did
 * @param attempts how often it was tried
 * @param notBefore when the next try may begin, or null
 * @param endedAt when it ended, or null while it waits
 */
public record DeliverySummary(
        CheckId check,
        ServerId server,
        Target target,
        long runNumber,
        Status status,
        DeliveryState state,
        String reason,
        @Nullable DeliveryProblem problem,
        int attempts,
        @Nullable Instant notBefore,
        @Nullable Instant endedAt) {}
