/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

/**
 * A request is not what OverC's protocol allows. The message is the reason for the one who sent it, fit for {@link OverCEncoder#error}
 * and HTTP status 400; it holds nothing of a key.
 */
public final class InvalidRequestException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param reason what is wrong and where, in words for the sender of the request */
    public InvalidRequestException(String reason) {
        super(reason);
    }

    /** Returns what is wrong. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
