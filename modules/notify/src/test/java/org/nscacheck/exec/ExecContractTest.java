/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.contract.NotifierContract;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Server;

/** Programs that take what they read, refuse it, or sleep. */
class ExecContractTest extends NotifierContract {

    @TempDir
    private Path folder;

    @TempDir
    private Path other;

    private SenderFactory factory;

    @Override
    public SenderFactory factory() {
        if (factory == null) {
            factory = new Scripts(folder).factory();
        }
        return factory;
    }

    private Path taken() {
        return other.resolve("taken");
    }

    @Override
    public Server server() {
        return new Scripts(folder).server("take", Map.of(), "exec cat >> " + taken());
    }

    @Override
    protected Optional<Server> unreachable() {
        return Optional.of(new Scripts(folder).server("fail", Map.of(), "echo no network >&2", "exit 1"));
    }

    @Override
    protected Optional<Server> stuck() {
        return Optional.of(new Scripts(folder).server("sleep", Map.of(), "sleep FOREVER"));
    }

    @Override
    protected String arrived() {
        try {
            return Files.exists(taken()) ? Files.readString(taken()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
