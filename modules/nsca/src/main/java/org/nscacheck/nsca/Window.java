/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.util.List;

/**
 * The part of a batch that travels on one connection.
 *
 * @param messages its results
 * @param validity checked before each of them
 * @param proven whether the daemon has read the part before this one, of the same batch, to its end
 * @param last whether nothing of the batch follows
 */
record Window(List<NscaMessage> messages, Validity validity, boolean proven, boolean last) {

    /**
     * 64,560 bytes, which always fit into the receive buffer of a new connection: Linux offers 65,160 bytes at the least. A packet
     * that fits in part only may be found half by the daemon.
     */
    static final int PACKETS = 15;

    /**
     * Returns whether the first packet need not be watched: the daemon has accepted us a moment ago, and if it does not now, the
     * second packet shows it.
     */
    boolean isTrusted() {
        return proven && messages.size() > 1;
    }

    /** Returns into how many results to cut so many, so that all parts are of a size and none of several is a single result. */
    static int size(int results) {
        int windows = (results + PACKETS - 1) / PACKETS;
        return (results + windows - 1) / windows;
    }
}
