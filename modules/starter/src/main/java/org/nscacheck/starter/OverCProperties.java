/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.time.Duration;
import java.util.List;
import org.nscacheck.Status;
import org.nscacheck.overc.RequestLimits;
import org.nscacheck.push.PushSettings;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What agents push to this application in OverC's way.
 *
 * @param enabled Whether agents may push at all.
 * @param prefix Path below which OverC's own paths lie: an agent's server address is that of the application with this path.
 * @param registration What happens when an agent reports under a new name: open, approval or closed.
 * @param gracePercent How much longer than its period a service may be silent, in percent of the period. OverC itself has no grace.
 * @param lateStatus State that is reported of a service that is silent for longer: critical, warning or unknown.
 * @param servers Names of the monitoring servers that get the states. Default: all.
 * @param maxAgents The most agents.
 * @param maxServices The most services of one agent.
 * @param requestsPerMinute The most requests of one agent within a minute.
 * @param maxBodyBytes The most bytes of a request.
 * @param nameLength The most characters of a name and of a key; OverC itself stores 32.
 */
record OverCProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("/overc") String prefix,
        @DefaultValue("open") PushSettings.Registration registration,
        @DefaultValue("20") int gracePercent,
        @DefaultValue("critical") Status lateStatus,
        @DefaultValue List<String> servers,
        @DefaultValue("1000") int maxAgents,
        @DefaultValue("200") int maxServices,
        @DefaultValue("600") int requestsPerMinute,
        @DefaultValue("1048576") int maxBodyBytes,
        @DefaultValue("63") int nameLength) {

    /** @throws IllegalArgumentException if the prefix is no path */
    OverCProperties {
        if (!prefix.matches("(/[A-Za-z0-9._~-]+)+")) {
            throw new IllegalArgumentException("nscacheck.overc.prefix=" + prefix
                    + " must be a path that begins with a slash and does not end with one, such as /overc");
        }
    }

    /** @param retention how long alerts are kept, as all history */
    PushSettings settings(Duration retention) {
        return new PushSettings(
                registration,
                new PushSettings.Limits(maxAgents, maxServices, requestsPerMinute),
                gracePercent,
                lateStatus,
                servers,
                retention);
    }

    RequestLimits limits() {
        RequestLimits usual = RequestLimits.USUAL;
        return new RequestLimits(maxBodyBytes, usual.depth(), usual.entries(), nameLength);
    }
}
