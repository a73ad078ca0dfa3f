/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alertmanager;

import java.util.HashMap;
import java.util.Map;
import org.nscacheck.server.Server;

/** Servers of these tests. */
final class Alertmanagers {

    private Alertmanagers() {}

    static Server at(int port, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("tls", "false"));
        settings.putAll(more);
        return Server.builder("alerts", "alertmanager")
                .address("127.0.0.1")
                .port(port)
                .hostName("shop")
                .settings(settings)
                .build();
    }
}
