/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.util.List;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Server;

/** Receives events of deliveries. Called from several threads while they work: must be quick and thread-safe. */
public interface DeliveryListener {

    /** Does nothing. */
    DeliveryListener NONE = new DeliveryListener() {};

    /**
     * A batch was handed to a sender and came back.
     *
     * @param outcomes one for each report, in the same order
     * @param took how long the sender had it
     */
    default void batchSent(Server server, List<Report> reports, List<SendOutcome> outcomes, Duration took) {}
}
