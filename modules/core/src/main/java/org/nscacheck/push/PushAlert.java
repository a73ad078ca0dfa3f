/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that people were or should be told.
 *
 * @param number in the order of their coming; 0 before it is stored
 * @param agent about whom
 * @param service about which of its services, or null for the agent itself
 * @param at when it came
 * @param channel what kind it is of
 * @param event what happened, such as {@code WARN} for a change to that state
 * @param message for people
 */
public record PushAlert(
        long number,
        AgentId agent,
        @Nullable String service,
        Instant at,
        Channel channel,
        String event,
        String message) {

    /** Where alerts come from. */
    public enum Channel {
        /** An agent sent it. */
        API,
        /** A service reported another state than before. */
        STATE,
        /** A service did not report within its period, or does again. */
        PLUGIN
    }

    /** The event of a service that did not report in time. */
    public static final String OFFLINE = "offline";

    /** The event of a service that reports again. */
    public static final String ONLINE = "online";
}
