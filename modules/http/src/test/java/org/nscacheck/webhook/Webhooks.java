/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.webhook;

import java.util.HashMap;
import java.util.Map;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/** Servers of these tests. */
final class Webhooks {

    static final String SECRET = "k3y-of-the-hook";

    private Webhooks() {}

    static Server at(int port, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("tls", "false"));
        settings.putAll(more);
        return Server.builder("hook", "webhook")
                .address("127.0.0.1")
                .port(port)
                .hostName("shop")
                .settings(settings)
                .secret(Secret.of(SECRET))
                .build();
    }
}
