/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

/** The state of a delivery. Each is created waiting and ends in exactly one of the ended states. */
public enum DeliveryState {
    /** Waits for its server, for the reason noted with it. */
    WAITING(false),
    /** Handed to a sender; bytes may be on their way. */
    LEASED(false),
    /** The receiver acknowledged it. */
    ACCEPTED(true),
    /** Sent over a protocol that cannot acknowledge. */
    SENT(true),
    /** Not sent, because a newer result for the same target was to be sent instead. */
    SUPERSEDED(true),
    /** Not sent, because it was too old. */
    EXPIRED(true),
    /** Not sent, because a person discarded it. */
    DISCARDED(true);

    private final boolean ended;

    DeliveryState(boolean ended) {
        this.ended = ended;
    }

    public boolean isEnded() {
        return ended;
    }
}
