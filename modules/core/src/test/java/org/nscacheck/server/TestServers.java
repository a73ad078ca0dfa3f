/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.time.InstantSource;
import org.nscacheck.inmemory.InMemoryDatabase;
import org.nscacheck.inmemory.OutboxJournal;

/** Servers of tests. */
public final class TestServers {

    private TestServers() {}

    /** Returns an active server of the kind {@code fake}. */
    public static Server server(String name) {
        return Server.builder(name, "fake")
                .address("127.0.0.1")
                .hostName(name + "-node")
                .build();
    }

    /** Returns an empty store in memory. */
    public static ServerStore store() {
        return new InMemoryDatabase(InstantSource.system(), OutboxJournal.NONE)
                .stores()
                .servers();
    }
}
