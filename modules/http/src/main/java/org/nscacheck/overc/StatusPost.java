/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.util.List;
import java.util.Objects;

/**
 * States of services: the body of {@code /api/set/service/status}. A service may occur more than once; all of its states belong to
 * its history, and the last one is the current one.
 *
 * @param server who reports
 * @param period the next report of each service comes within so many seconds, 0 or more
 * @param services in the order of the post; none proves the key and nothing else
 */
public record StatusPost(Identification server, int period, List<ServiceReport> services) {

    public StatusPost {
        services = List.copyOf(services);
    }

    /** Returns within how many seconds the next report of one of these services is promised. */
    public int periodOf(ServiceReport service) {
        return Objects.requireNonNullElse(service.period(), period);
    }
}
