/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.nio.ByteBuffer;

/**
 * The daemon's greeting: 128 bytes initialisation vector, then its clock as an unsigned 32-bit number of seconds in
 * network order ({@code init_packet} in nsca's {@code include/common.h}).
 */
final class Greeting {

    static final int BYTES = 132;
    private static final int IV_BYTES = 128;

    private final byte[] iv = new byte[IV_BYTES];
    private final int timestamp;

    Greeting(ByteBuffer bytes) {
        bytes.get(iv);
        timestamp = bytes.getInt();
    }

    byte[] iv() {
        return iv;
    }

    /** Returns the daemon's clock, to be echoed in each packet. */
    int timestamp() {
        return timestamp;
    }
}
