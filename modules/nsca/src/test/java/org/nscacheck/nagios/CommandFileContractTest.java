/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.nscacheck.contract.SenderContract;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.Fifo;
import org.nscacheck.testkit.daemon.PassiveResult;

/** The command file, as a core reads it. */
class CommandFileContractTest extends SenderContract {

    private final Fifo read = Fifo.create().startReading();
    private final Fifo unread = Fifo.create();
    /** It is held open, so that opening does not wait, and nobody reads it. */
    private final Fifo full = Fifo.create().hold();

    private final SenderFactory factory = new CommandFileSenderFactory(
            SenderLimits.USUAL.withReceivers(List.of(Path.of(System.getProperty("java.io.tmpdir")))));

    private static Server at(Path path) {
        return Server.builder("local", "nagios-files")
                .address("localhost")
                .hostName("shop")
                .settings(Map.of("way", "command_file", "path", path.toString()))
                .build();
    }

    @AfterEach
    void stop() {
        read.close();
        unread.close();
        full.close();
    }

    @Override
    public SenderFactory factory() {
        return factory;
    }

    @Override
    public Server server() {
        return at(read.path());
    }

    @Override
    protected Server unreachable() {
        return at(unread.path());
    }

    @Override
    protected Optional<Server> stuck() {
        return Optional.of(at(full.path()));
    }

    @Override
    protected List<Arrived> arrived() {
        return read.lines().stream()
                .map(PassiveResult::parse)
                .map(result -> Arrived.atCore(
                        new Target(result.host(), result.service()), result.returnCode(), result.output()))
                .toList();
    }
}
