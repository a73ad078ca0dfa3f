/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

/** Servers and checks cannot be shown or changed yet, because their database has not been opened; the message says why. */
public final class StartingException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    public StartingException(String message) {
        super(message);
    }
}
