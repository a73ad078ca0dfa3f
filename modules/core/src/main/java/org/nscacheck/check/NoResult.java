/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import org.jspecify.annotations.Nullable;
import org.nscacheck.FailureStatus;

/**
 * What is reported for a run that brings no result. Null follows what is below, see {@link CheckSettings}.
 *
 * @param onError state reported when the handler fails, or null
 * @param onTimeout state reported when it takes too long, or null
 * @param allowVoid whether it may report nothing, or null
 */
public record NoResult(
        @Nullable FailureStatus onError,
        @Nullable FailureStatus onTimeout,
        @Nullable Boolean allowVoid) {

    /** Returns these settings, and the defaults where nothing is set. */
    NoResult over(NoResult defaults) {
        return new NoResult(
                onError != null ? onError : defaults.onError,
                onTimeout != null ? onTimeout : defaults.onTimeout,
                allowVoid != null ? allowVoid : defaults.allowVoid);
    }
}
