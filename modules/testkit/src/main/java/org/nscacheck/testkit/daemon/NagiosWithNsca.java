/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

/**
 * A real Nagios core 4 fed by a real nsca: the whole receiving side, as a site has it.
 *
 * @param nagios what the results arrive at
 * @param nsca what listens for them
 */
public record NagiosWithNsca(Nagios4 nagios, NscaDaemon nsca) implements AutoCloseable {

    /** Starts both; nsca writes into the core's FIFO, whatever command file its builder names. */
    public static NagiosWithNsca start(Nagios4.Builder nagios, NscaDaemon.Builder nsca) {
        Nagios4 core = nagios.start();
        try {
            return new NagiosWithNsca(core, nsca.commandFile(core.commandFile()).start());
        } catch (RuntimeException | AssertionError e) {
            core.close();
            throw e;
        }
    }

    public int port() {
        return nsca.port();
    }

    @Override
    public void close() {
        nsca.close();
        nagios.close();
    }
}
