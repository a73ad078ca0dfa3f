/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.CatchUp;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be changed about the demo.
 *
 * @param dataDirectory where the database and the key for secrets are kept; made if it is absent
 * @param pace how often a second of business happens
 * @param nsca a real daemon that gets the results instead of the demo's own receiver
 */
@ConfigurationProperties("demo")
record DemoProperties(
        Path dataDirectory,
        @DefaultValue("1s") Duration pace,
        @DefaultValue Nsca nsca) {

    /**
     * A real NSCA daemon.
     *
     * @param host its name or address; the demo's own receiver is used unless it is set
     * @param port its TCP port
     * @param password the password of its nsca.cfg; empty for none
     * @param encryption the decryption_method of its nsca.cfg: 0 none, 1 XOR, 14 AES-256
     * @param catchUp what becomes of results that piled up while it was away: latest, changes or all
     */
    record Nsca(
            @Nullable String host,
            @DefaultValue("5667") int port,
            @DefaultValue("") String password,
            @DefaultValue("1") int encryption,
            @DefaultValue("latest") CatchUp catchUp) {

        boolean given() {
            return host != null && !host.isBlank();
        }
    }
}
