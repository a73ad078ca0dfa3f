/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

/** A command cannot go on, for a reason that its user can remove; the message is all there is to say. */
final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CommandFailedException(String message) {
        super(message);
    }

    CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
