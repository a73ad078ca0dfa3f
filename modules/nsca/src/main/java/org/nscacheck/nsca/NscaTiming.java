/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.time.Duration;

/**
 * How long a client waits for its daemon.
 *
 * @param connectTimeout time for connecting, 5 s by default
 * @param readTimeout time the daemon has to greet, and to read everything at the end, where 4 ms are added for each packet; 3 s
 *     by default
 * @param rejectionWait how long the first packet of a connection is watched for the daemon closing on it, which is the only sign
 *     of a wrong password; a forked daemon needs up to a second for it. 1.2 s by default; zero for a receiver that closes
 *     after each packet anyway
 * @param connectionAge after which a batch goes on with another connection: daemons before 2.10 reject packets that are more
 *     than {@code max_packet_age} older than their greeting. 20 s by default
 * @param keepOpen how long an idle connection is kept for the next batch. Zero, the default, ends each batch with proof that
 *     the daemon has read all of it; otherwise results are sent without that proof. A forked daemon drops a connection that is
 *     idle for 11 s
 */
public record NscaTiming(
        Duration connectTimeout,
        Duration readTimeout,
        Duration rejectionWait,
        Duration connectionAge,
        Duration keepOpen) {

    /** The usual values. */
    public static final NscaTiming DEFAULT = new NscaTiming(
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofMillis(1200),
            Duration.ofSeconds(20),
            Duration.ZERO);

    /** @throws IllegalArgumentException if a value is outside its limits */
    public NscaTiming {
        if (connectTimeout.toMillis() < 1 || readTimeout.toMillis() < 1 || connectionAge.toMillis() < 1) {
            throw new IllegalArgumentException("timeouts and the age of a connection must be at least 1 ms");
        }
        if (rejectionWait.isNegative() || keepOpen.isNegative()) {
            throw new IllegalArgumentException("rejectionWait and the time to keep open must not be negative");
        }
    }

    /** Returns the same with connections kept open between batches. */
    public NscaTiming keepingOpen(Duration idle) {
        return new NscaTiming(connectTimeout, readTimeout, rejectionWait, connectionAge, idle);
    }
}
