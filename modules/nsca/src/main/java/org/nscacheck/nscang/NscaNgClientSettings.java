/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nscang;

import java.time.Duration;
import org.nscacheck.nagios.MonitoringCore;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.server.Secret;

/**
 * How to talk to one NSCA-ng server.
 *
 * @param endpoint where the server listens; port 5668 by custom
 * @param identity what the server's {@code authorize} block is called, 1 to 127 bytes
 * @param password that block's password, the pre-shared key of TLS; not empty
 * @param tls which versions to offer
 * @param connectTimeout time for connecting and for the TLS handshake
 * @param readTimeout time for each answer
 * @param core which monitoring core the server passes results to
 */
public record NscaNgClientSettings(
        Endpoint endpoint,
        String identity,
        Secret password,
        Tls tls,
        Duration connectTimeout,
        Duration readTimeout,
        MonitoringCore core) {

    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
    public static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(10);

    /** Versions of TLS. */
    public enum Tls {
        /** 1.3, or 1.2 with a server that is older. */
        AUTO,
        /** 1.2 only. */
        V12,
        /** 1.3 only. */
        V13
    }

    /** @throws IllegalArgumentException if a value is outside its limits */
    public NscaNgClientSettings {
        if (identity.isEmpty() || identity.length() > 127) {
            throw new IllegalArgumentException("identity must have 1 to 127 characters");
        }
        if (password.reveal().isEmpty()) {
            throw new IllegalArgumentException("NSCA-ng needs a password: it is the key of the connection");
        }
        if (connectTimeout.toMillis() < 1 || readTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("timeouts must be at least 1 ms");
        }
    }

    /** Returns settings with the usual values. */
    public static NscaNgClientSettings of(String host, int port, String identity, Secret password) {
        return new NscaNgClientSettings(
                Endpoint.of(host, port),
                identity,
                password,
                Tls.AUTO,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_READ_TIMEOUT,
                MonitoringCore.NAGIOS);
    }

    /** Returns the same with these versions of TLS. */
    public NscaNgClientSettings with(Tls versions) {
        return new NscaNgClientSettings(endpoint, identity, password, versions, connectTimeout, readTimeout, core);
    }

    String address() {
        return endpoint.toString();
    }
}
