/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.nscacheck.sender.Deadline;

/**
 * The greeting of a daemon, to which nothing was answered. That password and method agree it does not show.
 *
 * @param roundTrip how long connecting took
 * @param greetedAfter how long the daemon took to greet; up to a second for one in forked mode
 * @param clock the daemon's clock, in whole seconds
 */
public record NscaProbe(Duration roundTrip, Duration greetedAfter, Instant clock) {

    /**
     * Connects, waits for the greeting and closes.
     *
     * @throws IOException if there is no connection or no greeting; the message names the daemon and says what to look at
     */
    public static NscaProbe of(NscaClientSettings settings, Deadline deadline) throws IOException {
        try (NscaConnection connection = NscaConnection.open(settings, deadline)) {
            return new NscaProbe(
                    connection.roundTrip(),
                    connection.greetedAfter(),
                    Instant.ofEpochSecond(Integer.toUnsignedLong(connection.daemonClock())));
        } catch (IOException e) {
            throw new IOException(describe(settings, e), e);
        }
    }

    /** Returns what kept a connection from being made, for people. */
    static String describe(NscaClientSettings settings, IOException e) {
        String message = words(e);
        if (e instanceof UnknownHostException) {
            message = "the host name cannot be resolved";
        } else if (e instanceof ConnectException) {
            message =
                    "connection refused: check that the daemon listens on this address and that no firewall blocks it";
        }
        return settings.address() + ": " + message;
    }

    static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
