/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

/** What kept a delivery from ending at its last try. Is stored, and decides how long the server or the report has to wait. */
public enum DeliveryProblem {
    /** The server could not be asked, or did not answer as it should. */
    UNREACHABLE(""),
    /** The server rejects the connection: its password or cipher is probably another one than ours. */
    REJECTED("rejected: "),
    /** The receiver does not take this report; others go on. */
    REFUSED("refused: "),
    /** The node that was sending it stopped, or lost its database. */
    INTERRUPTED("");

    private final String prefix;

    DeliveryProblem(String prefix) {
        this.prefix = prefix;
    }

    /** Returns a reason in the words in which people read it; nothing is told from them again. */
    public String describe(String reason) {
        return prefix + reason;
    }
}
