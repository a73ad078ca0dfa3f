/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.nscacheck.server.Target;

/**
 * The run of a handler.
 *
 * @param check id of the check
 * @param arguments values set for this check by parameter name, as text; parameters bind them to their types
 * @param slot the time slot this run belongs to
 * @param timeout how long the run may take
 * @param node name of the node that runs it
 * @param targets hosts and services that the result will be reported for, one for each server
 * @param interim where the handler may leave what is shown if its time ends first
 */
public record CheckContext(
        CheckId check,
        Map<String, String> arguments,
        Instant slot,
        Duration timeout,
        String node,
        List<Target> targets,
        Interim interim) {

    public CheckContext {
        arguments = Map.copyOf(arguments);
        targets = List.copyOf(targets);
    }

    /** A run that is ended by nobody. */
    public CheckContext(
            CheckId check,
            Map<String, String> arguments,
            Instant slot,
            Duration timeout,
            String node,
            List<Target> targets) {
        this(check, arguments, slot, timeout, node, targets, new Interim());
    }

    /** A run whose result is reported to nobody. */
    public CheckContext(CheckId check, Map<String, String> arguments, Instant slot, Duration timeout, String node) {
        this(check, arguments, slot, timeout, node, List.of());
    }
}
