/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.time.Duration;
import org.nscacheck.server.Secret;

/**
 * How to talk to one daemon.
 *
 * @param host name or address
 * @param port TCP port, 1 to 65535
 * @param password password, empty for none
 * @param encryption method; one that {@link Encryption#whyNotNative} has nothing against
 * @param shortOutput whether the daemon is older than 2.9 and takes 512 bytes of output instead of 4096
 * @param onePacket whether each result needs a connection of its own (Shinken)
 * @param connectTimeout time for connecting
 * @param readTimeout time the daemon has to greet, and at the end to read everything
 * @param probation how long a single packet is watched for the daemon closing on it, which is the only sign of a wrong
 *     password; a forked daemon needs up to a second for it
 * @param pacing shortest time between two packets that are cheap to decrypt
 */
public record NscaClientSettings(
        String host,
        int port,
        Secret password,
        Encryption encryption,
        boolean shortOutput,
        boolean onePacket,
        Duration connectTimeout,
        Duration readTimeout,
        Duration probation,
        Duration pacing) {

    /**
     * 60 µs: a daemon in single mode sleeps a whole second when it finds only a part of a packet, which happens as soon as
     * it reads faster than we write. Measured: unpaced 1,000 to 44,000 results a second, paced 16,000 without a stall.
     */
    public static final Duration DEFAULT_PACING = Duration.ofNanos(60_000);

    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
    public static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(3);
    public static final Duration DEFAULT_PROBATION = Duration.ofMillis(1200);

    /** @throws IllegalArgumentException if a value is outside its limits */
    public NscaClientSettings {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is outside 1 to 65535");
        }
        encryption.whyNotNative().ifPresent(why -> {
            throw new IllegalArgumentException(
                    "encryption " + encryption.number() + " (" + encryption.label() + ") is not possible: " + why);
        });
        if (connectTimeout.toMillis() < 1
                || readTimeout.toMillis() < 1
                || probation.isNegative()
                || pacing.isNegative()) {
            throw new IllegalArgumentException("timeouts must be positive, probation and pacing not negative");
        }
    }

    /** Returns settings with the usual values for a daemon of nsca 2.9 or newer. */
    public static NscaClientSettings of(String host, int port, Secret password, Encryption encryption) {
        return new NscaClientSettings(
                host,
                port,
                password,
                encryption,
                false,
                false,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_READ_TIMEOUT,
                DEFAULT_PROBATION,
                DEFAULT_PACING);
    }

    int outputField() {
        return shortOutput ? DataPacket.SHORT_OUTPUT : DataPacket.LONG_OUTPUT;
    }

    /** Block ciphers take the daemon longer than it takes us to send, so it never overtakes us. */
    boolean isPaced() {
        return !pacing.isZero() && (encryption == Encryption.NONE || encryption == Encryption.XOR);
    }
}
