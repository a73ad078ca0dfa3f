/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * Where a daemon listens.
 *
 * @param host name or address
 * @param port TCP port, 1 to 65535
 * @param addresses which addresses the host may have
 */
public record Endpoint(String host, int port, AddressPolicy addresses) {

    /** @throws IllegalArgumentException if the port is outside its limits */
    public Endpoint {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is outside 1 to 65535");
        }
    }

    /** Returns an endpoint whose host may have all addresses but those of {@link AddressPolicy#DENIED}. */
    public static Endpoint of(String host, int port) {
        return new Endpoint(host, port, AddressPolicy.USUAL);
    }

    /** Returns the same with another policy for addresses. */
    public Endpoint with(AddressPolicy other) {
        return new Endpoint(host, port, other);
    }

    /**
     * Returns the addresses of the host that the policy allows, at least one.
     *
     * @throws IOException if the name is not known, or none of its addresses is allowed
     */
    public List<InetAddress> resolve() throws IOException {
        return addresses.resolve(host);
    }

    /** Returns {@code host:port}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
