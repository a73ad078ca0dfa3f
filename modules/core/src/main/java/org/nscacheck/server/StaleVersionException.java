/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

/** Somebody else changed the record between reading and saving; read it again. */
public class StaleVersionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StaleVersionException(String message) {
        super(message);
    }
}
