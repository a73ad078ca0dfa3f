/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nscang;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.nscacheck.contract.SenderContract;
import org.nscacheck.contract.SilentReceiver;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.NscaNgDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;

/** The client of NSCA-ng, at the real daemon. */
class NscaNgContractTest extends SenderContract {

    private static final String PASSWORD = "s3cret pässwörd";

    private final NscaNgDaemon daemon = NscaNgDaemon.start("shop-1", PASSWORD, ".*", ".*");
    private final SilentReceiver silent = new SilentReceiver();
    private final SenderFactory factory = new NscaNgSenderFactory();

    private static Server at(int port) {
        return Server.builder("monitoring", "nsca-ng")
                .address("127.0.0.1")
                .port(port)
                .hostName("shop")
                .settings(Map.of("identity", "shop-1"))
                .secret(Secret.of(PASSWORD))
                .build();
    }

    @AfterEach
    void stop() {
        silent.close();
        daemon.close();
    }

    @Override
    public SenderFactory factory() {
        return factory;
    }

    @Override
    public Server server() {
        return at(daemon.port());
    }

    @Override
    protected Server unreachable() {
        return at(SilentReceiver.unusedPort());
    }

    @Override
    protected Optional<Server> stuck() {
        return Optional.of(at(silent.port()));
    }

    @Override
    protected List<Arrived> arrived() {
        return daemon.commands().lines().stream()
                .map(PassiveResult::parse)
                .map(result -> Arrived.atCore(
                        new Target(result.host(), result.service()), result.returnCode(), result.output()))
                .toList();
    }
}
