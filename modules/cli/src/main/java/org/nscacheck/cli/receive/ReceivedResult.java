/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.receive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A result that arrived and would be accepted by the real daemon.
 *
 * @param at when it arrived
 * @param from address of the sender
 * @param host host name, may be empty
 * @param service service description, or null for the state of the host
 * @param returnCode as it stands in the packet: any number of 16 bits
 * @param output plugin output
 */
public record ReceivedResult(
        Instant at, String from, String host, @Nullable String service, int returnCode, String output) {}
