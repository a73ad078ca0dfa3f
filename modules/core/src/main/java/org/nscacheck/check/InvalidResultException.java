/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

/** The code of a check returned an invalid result. The message names it and what is expected. */
public class InvalidResultException extends Exception {

    private static final long serialVersionUID = 1;

    public InvalidResultException(String message) {
        super(message);
    }
}
