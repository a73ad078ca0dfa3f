/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One problem, from its begin until it is clear.
 *
 * @param badSince when it began, or null if there is none
 * @param openSince since when people could know of it and nobody has acknowledged it, or null
 * @param rearmedAt when the last acknowledgement expired, or null
 */
record Episode(
        @Nullable Instant badSince,
        @Nullable Instant openSince,
        @Nullable Instant rearmedAt) {

    static final Episode NONE = new Episode(null, null, null);

    Episode open(@Nullable Instant since) {
        return new Episode(badSince, since, rearmedAt);
    }
}
