/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

/**
 * What a person typed or asked for is not possible. The message is for that person: it says what is wrong, the value unless it is
 * a secret, and what to do. Any other {@link IllegalArgumentException} is a defect of code, and no advice to anybody.
 */
public class RefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** @param message for the person who is refused */
    public RefusedException(String message) {
        super(message);
    }

    /** @param message for the person who is refused */
    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
