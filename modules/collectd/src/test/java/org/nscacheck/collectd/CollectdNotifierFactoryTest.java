/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.contract.SenderFactoryContract;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Server;

class CollectdNotifierFactoryTest implements SenderFactoryContract {

    private final SenderFactory factory = new CollectdNotifierFactory();

    @Override
    public SenderFactory factory() {
        return factory;
    }

    @Override
    public Server server() {
        return Servers.at("collectd", 25826, SecurityLevel.ENCRYPT, "geheim");
    }

    @Test
    void needsUserAndPasswordForSecurity() {
        assertThat(factory.validate(Servers.at("collectd", 25826, Map.of("security", "sign"), null)))
                .hasSize(2)
                .anyMatch(fault -> fault.contains("user is missing"))
                .anyMatch(fault -> fault.contains("password is missing"));
    }

    @Test
    void refusesUsersThatCollectdHasNoRoomFor() {
        for (String user : List.of("x".repeat(65), "a:b", "a\u0007b")) {
            assertThat(factory.validate(
                            Servers.at("collectd", 25826, Map.of("security", "sign", "user", user), "geheim")))
                    .singleElement()
                    .asString()
                    .contains("user ");
        }
    }

    @Test
    void needsNeitherWithoutSecurity() {
        assertThat(factory.validate(Servers.at("collectd", 25826, Map.of(), null)))
                .isEmpty();
    }

    @Test
    void comesWithCollectdsPort() {
        assertThat(factory.defaultPort()).isEqualTo(25826);
        assertThat(factory.carriesResultTime()).isTrue();
    }
}
