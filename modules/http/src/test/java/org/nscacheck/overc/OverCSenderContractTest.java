/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.nscacheck.contract.SenderContract;
import org.nscacheck.contract.SilentReceiver;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.overc.FakeOverCServer;

/** The sender of OverC, at a server that was written anew from OverC's documentation. */
class OverCSenderContractTest extends SenderContract {

    private final FakeOverCServer overc = FakeOverCServer.start();
    private final SilentReceiver silent = new SilentReceiver();
    private final SenderFactory factory = new OverCSenderFactory();

    @AfterEach
    void stop() {
        silent.close();
        overc.close();
    }

    @Override
    public SenderFactory factory() {
        return factory;
    }

    @Override
    public Server server() {
        return Servers.at(overc.port());
    }

    @Override
    protected Server unreachable() {
        return Servers.at(SilentReceiver.unusedPort());
    }

    @Override
    protected Optional<Server> stuck() {
        return Optional.of(Servers.at(silent.port()));
    }

    @Override
    protected List<Arrived> arrived() {
        return overc.register().states().stream()
                .map(state -> new Arrived(
                        new Target(state.server(), state.service().equals("host") ? null : state.service()),
                        OverCStates.of(state.state()).orElseThrow(),
                        state.info()))
                .toList();
    }
}
