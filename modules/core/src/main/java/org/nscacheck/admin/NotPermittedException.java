/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

/** An actor lacks a permission; nothing was done. */
public final class NotPermittedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message who may not do what */
    public NotPermittedException(String message) {
        super(message);
    }
}
