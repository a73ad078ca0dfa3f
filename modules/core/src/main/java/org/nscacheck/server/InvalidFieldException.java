/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import org.nscacheck.RefusedException;

/** A value that is not possible; names the field of a form that it was typed into. */
public class InvalidFieldException extends RefusedException {

    private static final long serialVersionUID = 1;

    /** Field of a server's secret. */
    public static final String SECRET = "secret";

    private final String field;

    /**
     * @param field such as {@code host}, or {@code setting.program} for a setting of a kind of server
     * @param message what is wrong, the value unless it is a secret, and what to do
     */
    public InvalidFieldException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
