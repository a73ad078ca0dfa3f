/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A part of the list of checks.
 *
 * @param checks the checks on this page
 * @param page which part it is, from 0
 * @param pages how many parts there are, 1 or more
 * @param matching how many checks were asked for
 * @param all how many checks there are
 * @param counts how many checks stand where, among those of this text, tag and server
 * @param at when this was read, on the database's clock; the epoch if there are no checks
 */
public record CheckPage(
        List<CheckView> checks, int page, int pages, int matching, int all, Map<Standing, Long> counts, Instant at) {

    public CheckPage {
        checks = List.copyOf(checks);
        counts = Map.copyOf(counts);
    }

    /** Returns how many checks stand there. */
    public long count(Standing standing) {
        return counts.getOrDefault(standing, 0L);
    }
}
