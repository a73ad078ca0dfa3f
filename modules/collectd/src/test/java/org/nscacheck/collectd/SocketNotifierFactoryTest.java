/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.contract.SenderFactoryContract;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Server;

class SocketNotifierFactoryTest implements SenderFactoryContract {

    private final SenderFactory factory = new SocketNotifierFactory();

    @Override
    public SenderFactory factory() {
        return factory;
    }

    @Override
    public Server server() {
        return Servers.at("collectd-socket", 5667, Map.of(), null);
    }

    @Test
    void wantsAnAbsolutePath() {
        assertThat(factory.validate(Servers.at("collectd-socket", 5667, Map.of("path", "run/socket"), null)))
                .singleElement()
                .asString()
                .contains("'run/socket' is not absolute");
    }
}
