/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nscang;

import java.io.IOException;
import java.time.Duration;
import org.nscacheck.sender.Deadline;

/**
 * A session with an NSCA-ng server in which nothing was sent. It shows that identity and password are right, since without them there
 * is none; not which hosts and services the identity is authorized for.
 *
 * @param openedAfter how long connecting, the TLS handshake and the greeting took
 */
public record NscaNgProbe(Duration openedAfter) {

    /**
     * Opens a session and ends it.
     *
     * @throws IOException if there is none; the message names the server and says what to look at
     */
    public static NscaNgProbe of(NscaNgClientSettings settings, Deadline deadline) throws IOException {
        long began = System.nanoTime();
        try {
            NscaNgSession session = NscaNgSession.open(settings, deadline);
            NscaNgProbe probe = new NscaNgProbe(Duration.ofNanos(System.nanoTime() - began));
            session.leave();
            return probe;
        } catch (IOException e) {
            throw new IOException(NscaNgClient.describe(settings, e), e);
        }
    }
}
