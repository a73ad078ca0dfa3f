/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

/** A stored secret cannot be decrypted; the message says why, in words for an administrator, and holds nothing of it. */
public final class LockedSecretException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LockedSecretException(String message) {
        super(message);
    }
}
