/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

/** An agent may not report: its key is wrong, or nobody has approved it. The message is for the agent. */
public final class WrongKeyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongKeyException(String message) {
        super(message);
    }
}
