/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The run of a handler.
 *
 * @param check id of the check
 * @param arguments values set for this check by parameter name, as text; parameters bind them to their types
 * @param slot the time slot this run belongs to
 * @param timeout how long the run may take
 * @param node name of the node that runs it
 */
public record CheckContext(CheckId check, Map<String, String> arguments, Instant slot, Duration timeout, String node) {

    public CheckContext {
        arguments = Map.copyOf(arguments);
    }
}
