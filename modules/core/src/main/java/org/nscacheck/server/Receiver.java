/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

/**
 * The daemon behind a server: what a secret belongs to. Its limits are those of {@link Server}.
 *
 * @param kind which {@link org.nscacheck.sender.SenderFactory} serves it, such as {@code nsca}
 * @param address name or address of the daemon
 * @param port TCP port, 1 to 65535
 */
public record Receiver(String kind, String address, int port) {

    /** Shows it in the manner of a URL. */
    @Override
    public String toString() {
        return kind + "://" + address + ":" + port;
    }
}
