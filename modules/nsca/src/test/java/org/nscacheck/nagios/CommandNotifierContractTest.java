/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.nscacheck.contract.NotifierContract;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.daemon.Fifo;

/** Notifications in a command file, as a core reads it. */
class CommandNotifierContractTest extends NotifierContract {

    private final Fifo read = Fifo.create().startReading();
    private final Fifo unread = Fifo.create();
    /** It is held open, so that opening does not wait, and nobody reads it. */
    private final Fifo full = Fifo.create().hold();

    private final SenderFactory factory = new CommandNotifierFactory(
            SenderLimits.USUAL.withReceivers(List.of(Path.of(System.getProperty("java.io.tmpdir")))));

    private static Server at(Path path) {
        return Server.builder("local", "nagios-command")
                .address("localhost")
                .hostName("shop")
                .settings(Map.of("path", path.toString()))
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
    protected Optional<Server> unreachable() {
        return Optional.of(at(unread.path()));
    }

    @Override
    protected Optional<Server> stuck() {
        return Optional.of(at(full.path()));
    }

    @Override
    protected String arrived() {
        return String.join("\n", read.lines());
    }
}
