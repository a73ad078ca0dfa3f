/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * The first thing on a connection, from the daemon.
 *
 * <pre>
 *   0  128  initialisation vector
 * 128    4  the daemon's time, seconds, big-endian
 * </pre>
 */
final class Greeting {

    static final int VECTOR_LENGTH = 128;
    static final int LENGTH = VECTOR_LENGTH + Integer.BYTES;

    private final byte[] vector;
    private final Instant time;

    private Greeting(byte[] vector, Instant time) {
        this.vector = vector;
        this.time = time;
    }

    static Greeting of(SplittableRandom random, Instant time) {
        byte[] vector = new byte[VECTOR_LENGTH];
        random.nextBytes(vector);
        return new Greeting(vector, time);
    }

    byte[] vector() {
        return vector.clone();
    }

    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .put(vector)
                .putInt((int) time.getEpochSecond())
                .array();
    }
}
