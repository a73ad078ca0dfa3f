/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import org.nscacheck.nsca.DeadlineSocket.Sign;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that were given up before the daemon had closed its side. A forked daemon has a child for each: one that is held up
 * may read the rest much later, and would write it after newer results of another child. So nothing newer is sent until the
 * daemon has closed them, within a bound. Thread-safe.
 */
final class OpenEnds implements AutoCloseable {

    /** A daemon that is gone for good never closes its connections; its results must not wait for ever. */
    static final Duration BOUND = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(OpenEnds.class);

    private final LongSupplier nanoTime;
    private final String address;
    private final List<OpenEnd> ends = new ArrayList<>();

    private record OpenEnd(NscaConnection channel, long since) {}

    OpenEnds(LongSupplier nanoTime, String address) {
        this.nanoTime = nanoTime;
        this.address = address;
    }

    /** Keeps a connection, on which nothing will be written any more. */
    synchronized void add(NscaConnection channel) throws IOException {
        ends.add(new OpenEnd(channel, nanoTime.getAsLong()));
        channel.finish();
    }

    /** Returns whether the daemon has closed all of them, or does so within this time, or the bound is over. */
    synchronized boolean settle(Duration patience) throws IOException {
        for (Iterator<OpenEnd> each = ends.iterator(); each.hasNext(); ) {
            OpenEnd end = each.next();
            Duration age = Duration.ofNanos(nanoTime.getAsLong() - end.since);
            if (age.compareTo(BOUND) >= 0) {
                log.warn(
                        "NSCA-316 daemon keeps an earlier connection open; newer results are sent, and older ones"
                                + " may arrive after them address={} waited={}s",
                        address,
                        age.toSeconds());
                end.channel.reset();
            } else if (!end.channel.hasEnded() && end.channel.watch(patience) == Sign.OPEN) {
                return false;
            } else {
                end.channel.close();
            }
            each.remove();
        }
        return true;
    }

    @Override
    public synchronized void close() {
        for (OpenEnd end : ends) {
            try {
                end.channel.close();
            } catch (IOException e) {
                // Nothing is expected of it any more.
            }
        }
        ends.clear();
    }
}
