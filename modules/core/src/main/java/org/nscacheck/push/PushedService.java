/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.check.CheckId;

/**
 * A service of an agent, which is a check here.
 *
 * @param check the check that it is
 * @param number a number that never changes, for clients that know numbers only; 0 before it is stored
 * @param agent who reports it
 * @param name its name at the agent, unique there
 * @param period within which the agent promises to report again
 * @param last what was reported last, or null before the first report
 */
public record PushedService(
        CheckId check,
        long number,
        AgentId agent,
        String name,
        Duration period,
        @Nullable Last last) {

    /**
     * What was reported last.
     *
     * @param status the state
     * @param info the text
     * @param at when it arrived
     * @param lateSince since when the next report is missing, or null
     */
    public record Last(
            Status status,
            String info,
            Instant at,
            @Nullable Instant lateSince) {}
}
