/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.time.Duration;

/** Too much of the same is asked for at once: the same request is possible a little later. The message says so to a person. */
public final class BusyException extends RefusedException {

    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    /**
     * @param message for the person who is refused
     * @param retryAfter when to ask again, 1 second or longer
     */
    public BusyException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** Returns when to ask again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
