/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

/** Passwords of servers cannot be decrypted, and the application is not to start so. */
final class LockedServersException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    LockedServersException(String message) {
        super(message);
    }
}
