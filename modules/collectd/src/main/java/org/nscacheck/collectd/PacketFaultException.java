/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

/** What keeps a packet, or the rest of it, from being read. Its message is for an administrator and holds no password. */
final class PacketFaultException extends Exception {

    private static final long serialVersionUID = 1;

    PacketFaultException(String message) {
        super(message, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
