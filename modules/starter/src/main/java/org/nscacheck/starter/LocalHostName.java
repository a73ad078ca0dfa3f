/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.nscacheck.server.Names;

/** The name of this machine, as far as it can be used in reports. */
final class LocalHostName {

    private LocalHostName() {}

    static String find() {
        try {
            return shorten(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            // A container whose own name no resolver knows; the message has the form "name: reason".
            String name = String.valueOf(e.getMessage());
            return name.contains(":") ? shorten(name.substring(0, name.indexOf(':'))) : "localhost";
        }
    }

    /** Leaves the domain out if the whole does not fit into a packet. */
    private static String shorten(String name) {
        boolean fits = name.getBytes(StandardCharsets.UTF_8).length <= Names.MAX_HOST_BYTES;
        int dot = name.indexOf('.');
        return fits || dot < 0 ? name : name.substring(0, dot);
    }
}
