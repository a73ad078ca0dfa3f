/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckKey;

/**
 * As much of a check as finding, counting and ordering many of them takes.
 *
 * @param key what is called
 * @param service service description that is stored, or null if the code decides
 * @param servers ids or names of the servers that are stored, empty for all, or null if the code decides
 * @param pausedUntil end of its pause, may be in the past, or null
 * @param lastRunAt when its latest run ended, or null before the first
 * @param summary how it is doing, without its latest run
 */
public record CheckOutline(
        CheckKey key,
        @Nullable String service,
        @Nullable List<String> servers,
        @Nullable Instant pausedUntil,
        @Nullable Instant lastRunAt,
        CheckSummary summary) {

    public CheckOutline {
        servers = servers == null ? null : List.copyOf(servers);
    }

    /** Returns whether it is paused now. */
    public boolean isPaused() {
        return pausedUntil != null && pausedUntil.isAfter(summary.at());
    }
}
