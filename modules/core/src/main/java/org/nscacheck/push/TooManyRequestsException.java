/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

/** An agent sends more than it may. The message is for the agent. */
public final class TooManyRequestsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooManyRequestsException(String message) {
        super(message);
    }
}
