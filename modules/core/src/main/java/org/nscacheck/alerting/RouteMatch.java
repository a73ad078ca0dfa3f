/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Severity;

/**
 * What a route is for.
 *
 * @param match which subjects
 * @param severities which problems, WARNING, FAILURE or both; a recovery follows whoever was told the problem
 * @param times at which times of the week, or null for always; what was told in them is followed up at any time
 */
public record RouteMatch(
        Match match, Set<Severity> severities, @Nullable Weekly times) {

    /** Everything, always. */
    public static final RouteMatch ALL = of(Match.ALL);

    public RouteMatch {
        severities = Set.copyOf(severities);
    }

    /** Returns one for all problems of some subjects at any time. */
    public static RouteMatch of(Match match) {
        return new RouteMatch(match, Set.of(Severity.WARNING, Severity.FAILURE), null);
    }

    boolean isFor(Severity severity) {
        return severity == Severity.OKAY || severities.contains(severity);
    }

    boolean isAt(Instant now) {
        return times == null || times.spanEnd(now) != null;
    }
}
