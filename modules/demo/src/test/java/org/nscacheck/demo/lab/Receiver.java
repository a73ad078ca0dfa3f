/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo.lab;

import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.peer.FaultyProxy;
import org.nscacheck.testkit.peer.NscaDaemon;

/**
 * A real daemon and the way to it.
 *
 * @param name of the server that nodes know it as
 */
record Receiver(String name, CatchUp catchUp, NscaDaemon daemon, FaultyProxy network) implements AutoCloseable {

    static Receiver start(CatchUp catchUp) {
        NscaDaemon daemon = NscaDaemon.builder().start();
        return new Receiver(
                catchUp.name().toLowerCase(java.util.Locale.ROOT), catchUp, daemon, FaultyProxy.to(daemon.port()));
    }

    @Override
    public void close() {
        network.close();
        daemon.close();
    }
}
