/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;

/**
 * What a result is about at the receiver: a service of a host, or the host itself. Results with the same server and
 * target are delivered in the order in which they arose.
 *
 * @param host host name, 1 to 63 bytes
 * @param service service description, 1 to 127 bytes, or null for the state of the host itself
 */
public record Target(String host, @Nullable String service) {

    /** @throws RefusedException if a name breaks the rules of {@link Names} */
    public Target {
        Names.requireHost(host);
        if (service != null) {
            Names.requireService(service);
        }
    }

    public static Target service(String host, String service) {
        return new Target(host, service);
    }

    public static Target host(String host) {
        return new Target(host, null);
    }

    @Override
    public String toString() {
        return service == null ? host : host + "/" + service;
    }
}
