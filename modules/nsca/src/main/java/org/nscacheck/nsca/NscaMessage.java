/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import org.jspecify.annotations.Nullable;
import org.nscacheck.server.Names;

/**
 * One passive result as NSCA carries it.
 *
 * @param host host name, 1 to 63 bytes of UTF-8
 * @param service service description, 1 to 127 bytes, or null for the state of the host
 * @param returnCode 0 to 3 for a service, 0 to 2 for a host
 * @param output plugin output; what does not fit is cut at a character, an empty one is replaced
 */
public record NscaMessage(String host, @Nullable String service, int returnCode, String output) {

    /** @throws IllegalArgumentException if a name or the return code is outside its limits */
    public NscaMessage {
        Names.requireHost(host);
        if (service != null) {
            Names.requireService(service);
        }
        if (returnCode < 0 || returnCode > 3) {
            throw new IllegalArgumentException("return code " + returnCode + " is outside 0 to 3");
        }
    }
}
