/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.nscacheck.contract.SenderContract;
import org.nscacheck.contract.SilentReceiver;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.NscaDaemon;

/** The native client, at the real daemon. */
class NscaSenderContractTest extends SenderContract {

    private final NscaDaemon daemon = NscaDaemon.builder().method(14).start();
    private final SilentReceiver silent = new SilentReceiver();
    private final SenderFactory factory = Servers.factory();
    private final Server server = at(daemon.port());

    private Server at(int port) {
        return Servers.at(port, daemon.password(), settings());
    }

    Map<String, String> settings() {
        return Map.of("encryption", "14");
    }

    @AfterEach
    void stop() {
        factory.forget(server);
        silent.close();
        daemon.close();
    }

    @Override
    public SenderFactory factory() {
        return factory;
    }

    @Override
    public Server server() {
        return server;
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
        return daemon.results().stream()
                .map(result -> Arrived.atCore(
                        new Target(result.host(), result.service()), result.returnCode(), result.output()))
                .toList();
    }
}
