/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.server.Secret;

/**
 * How to talk to one daemon.
 *
 * @param host name or address
 * @param port TCP port, 1 to 65535
 * @param password password, empty for none
 * @param encryption method; one that {@link Encryption#whyNotNative} has nothing against
 * @param shortOutput whether the daemon is older than 2.9 and takes 512 bytes of output instead of 4096
 * @param onePacket whether each result needs a connection of its own: Shinken, and short output at a newer daemon
 * @param timing how long to wait and how fast to send
 * @param addresses which addresses the host may have
 */
public record NscaClientSettings(
        String host,
        int port,
        Secret password,
        Encryption encryption,
        boolean shortOutput,
        boolean onePacket,
        NscaTiming timing,
        AddressPolicy addresses) {

    /** @throws IllegalArgumentException if a value is outside its limits */
    public NscaClientSettings {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is outside 1 to 65535");
        }
        encryption.whyNotNative().ifPresent(why -> {
            throw new IllegalArgumentException(
                    "encryption " + encryption.number() + " (" + encryption.label() + ") is not possible: " + why);
        });
    }

    /** Returns settings with the usual values for a daemon of nsca 2.9 or newer. */
    public static NscaClientSettings of(String host, int port, Secret password, Encryption encryption) {
        return new NscaClientSettings(
                host, port, password, encryption, false, false, NscaTiming.DEFAULT, AddressPolicy.USUAL);
    }

    /** Returns the same with other times. */
    public NscaClientSettings with(NscaTiming other) {
        return new NscaClientSettings(host, port, password, encryption, shortOutput, onePacket, other, addresses);
    }

    int outputField() {
        return shortOutput ? DataPacket.SHORT_OUTPUT : DataPacket.LONG_OUTPUT;
    }

    /** Block ciphers take the daemon longer than it takes us to send, so it never overtakes us. */
    boolean isPaced() {
        return !timing.pacing().isZero() && (encryption == Encryption.NONE || encryption == Encryption.XOR);
    }

    /** Returns the same with another policy for addresses. */
    public NscaClientSettings with(AddressPolicy other) {
        return new NscaClientSettings(host, port, password, encryption, shortOutput, onePacket, timing, other);
    }

    String address() {
        return host + ":" + port;
    }
}
