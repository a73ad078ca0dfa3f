/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.server.Secret;

/**
 * How to talk to one daemon.
 *
 * @param endpoint where the daemon listens
 * @param password password, empty for none
 * @param encryption method; one that {@link Encryption#whyNotNative} has nothing against
 * @param shortOutput whether the daemon is older than 2.9 and takes 512 bytes of output instead of 4096
 * @param onePacket whether each result needs a connection of its own: Shinken, and short output at a newer daemon
 * @param timing how long to wait and how fast to send
 */
public record NscaClientSettings(
        Endpoint endpoint,
        Secret password,
        Encryption encryption,
        boolean shortOutput,
        boolean onePacket,
        NscaTiming timing) {

    /** @throws IllegalArgumentException if a value is outside its limits */
    public NscaClientSettings {
        encryption.whyNotNative().ifPresent(why -> {
            throw new IllegalArgumentException(
                    "encryption " + encryption.number() + " (" + encryption.label() + ") is not possible: " + why);
        });
    }

    /** Returns settings with the usual values for a daemon of nsca 2.9 or newer. */
    public static NscaClientSettings of(String host, int port, Secret password, Encryption encryption) {
        return new NscaClientSettings(Endpoint.of(host, port), password, encryption, false, false, NscaTiming.DEFAULT);
    }

    /** Returns the same with other times. */
    public NscaClientSettings with(NscaTiming other) {
        return new NscaClientSettings(endpoint, password, encryption, shortOutput, onePacket, other);
    }

    int outputField() {
        return shortOutput ? DataPacket.SHORT_OUTPUT : DataPacket.LONG_OUTPUT;
    }

    /**
     * Returns whether the daemon may take a packet faster than the next one arrives. With a block cipher, decrypting takes it
     * longer than sending takes us.
     */
    boolean mayBeOvertaken() {
        return encryption == Encryption.NONE || encryption == Encryption.XOR;
    }

    /** Returns the same with another policy for addresses. */
    public NscaClientSettings with(AddressPolicy other) {
        return new NscaClientSettings(endpoint.with(other), password, encryption, shortOutput, onePacket, timing);
    }

    String address() {
        return endpoint.toString();
    }
}
