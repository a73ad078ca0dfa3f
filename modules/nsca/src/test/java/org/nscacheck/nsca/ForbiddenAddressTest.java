/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.nscang.NscaNgSenderFactory;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.daemon.Programs;
import org.nscacheck.testkit.matrix.Row;

class ForbiddenAddressTest {

    private static final SenderLimits LIMITS =
            SenderLimits.USUAL.with(new AddressPolicy(List.of(), List.of("127.0.0.0/8", "::1/128")));

    @ParameterizedTest
    @ValueSource(strings = {"native", "program", "nsca-ng"})
    @Row(value = "R59", done = "a name that leads to a forbidden address: no connection by any of the three ways")
    @Row(value = "R13", done = "a name that leads to a forbidden address: no connection by any of the three ways")
    void connectsToNoForbiddenAddress(String way) throws Exception {
        boolean ng = way.equals("nsca-ng");
        Map<String, String> settings = new HashMap<>();
        if (ng) {
            settings.put("identity", "shop");
        } else {
            settings.put("transport", way);
            if (way.equals("program")) {
                settings.put("program", Programs.require("send_nsca").toString());
            }
        }
        SenderFactory factory =
                ng ? new NscaNgSenderFactory(LIMITS) : new NscaSenderFactory(Servers.CONFIG_DIRECTORY, LIMITS);
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName("localhost"))) {
            Server server = Server.builder("trap", factory.kind())
                    .address("localhost")
                    .port(listener.getLocalPort())
                    .hostName("shop")
                    .settings(settings)
                    .secret(Secret.of("password"))
                    .build();
            try (Sender sender = factory.open(server)) {
                assertThat(sender.send(Servers.reports(2), Deadline.in(Duration.ofSeconds(5))))
                        .hasSize(2)
                        .allSatisfy(outcome -> assertThat(outcome)
                                .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                                        .contains("forbidden by nscacheck.addresses.deny")));
            }
            listener.setSoTimeout(100);
            assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
