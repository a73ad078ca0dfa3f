/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.ServerId;

/**
 * Answer to "what can be delivered?".
 *
 * @param servers servers for which something is ready and whose lease is free
 * @param now the database's clock
 * @param nextAt when a pause or a lease ends behind which something waits, or null
 */
public record Ready(
        List<Candidate> servers, Instant now, @Nullable Instant nextAt) {

    public Ready {
        servers = List.copyOf(servers);
    }

    /**
     * A server for which something is ready.
     *
     * @param id the server
     * @param version of its configuration: who knows that one need not read it again
     */
    public record Candidate(ServerId id, int version) {}
}
