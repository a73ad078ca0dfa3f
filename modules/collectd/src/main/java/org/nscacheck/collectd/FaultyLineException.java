/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

/** What is wrong with a line; its message is the answer, in collectd's words. */
final class FaultyLineException extends Exception {

    private static final long serialVersionUID = 1;

    FaultyLineException(String message) {
        super(message, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
