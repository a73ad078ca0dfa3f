/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.util.List;
import org.nscacheck.server.ServerId;

/**
 * Who is told a problem that nobody acknowledges.
 *
 * @param after how long after people could know of it, 1 minute to 7 days
 * @param to the other recipients, nobody for no escalation
 */
public record Escalation(Duration after, List<ServerId> to) {

    /** There is none. */
    public static final Escalation NONE = new Escalation(Duration.ofMinutes(15), List.of());

    public Escalation {
        to = List.copyOf(to);
    }
}
