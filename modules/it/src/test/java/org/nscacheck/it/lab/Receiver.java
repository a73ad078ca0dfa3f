/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.daemon.FaultyProxy;
import org.nscacheck.testkit.daemon.NscaDaemon;

/**
 * A real daemon and the way to it.
 *
 * @param name of the server that nodes know it as
 * @param file what the daemon writes to
 */
record Receiver(String name, CatchUp catchUp, NscaDaemon daemon, Path file, FaultyProxy network)
        implements AutoCloseable {

    /** Starts a daemon that writes to a file in this directory. */
    static Receiver start(CatchUp catchUp, int encryption, Path directory) {
        String name = catchUp.name().toLowerCase(Locale.ROOT);
        try {
            Path file = Files.createFile(directory.resolve(name + ".received").toAbsolutePath());
            NscaDaemon daemon =
                    NscaDaemon.builder().method(encryption).commandFile(file).start();
            return new Receiver(name, catchUp, daemon, file, FaultyProxy.to(daemon.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        network.close();
        daemon.close();
    }
}
