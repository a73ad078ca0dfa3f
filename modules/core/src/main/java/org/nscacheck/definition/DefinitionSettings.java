/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

import java.time.Duration;
import java.util.List;
import org.nscacheck.RefusedException;

/**
 * What the receiving side is like.
 *
 * @param delivery time for a delivery, with some retries
 * @param sweep how exactly it looks for what is stale: Nagios' {@code service_freshness_check_interval}, and in Icinga 2 the
 *     minute within which it checks everything that is due soon after it was started
 * @param contactGroups who is notified; none if empty
 */
public record DefinitionSettings(Duration delivery, Duration sweep, List<String> contactGroups) {

    /** A minute for each, and nobody is notified. */
    public static final DefinitionSettings DEFAULT =
            new DefinitionSettings(Duration.ofSeconds(60), Duration.ofSeconds(60), List.of());

    /** @throws RefusedException if Nagios would not take the name of a contact group; Icinga 2 gets the same names */
    public DefinitionSettings {
        contactGroups = List.copyOf(contactGroups);
        for (String group : contactGroups) {
            NagiosNames.fault("contact group", group).ifPresent(fault -> {
                throw new RefusedException(fault);
            });
        }
    }

    /** Returns the same with others that are notified. */
    public DefinitionSettings with(List<String> otherContactGroups) {
        return new DefinitionSettings(delivery, sweep, otherContactGroups);
    }
}
