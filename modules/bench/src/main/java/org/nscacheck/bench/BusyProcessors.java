/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes that do nothing but use a processor each, as many as there are processors. */
final class BusyProcessors implements AutoCloseable {

    private final List<Process> processes = new ArrayList<>();

    private BusyProcessors() {}

    static BusyProcessors start() throws IOException {
        BusyProcessors busy = new BusyProcessors();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            busy.processes.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
        }
        return busy;
    }

    @Override
    public String toString() {
        return processes.size() + " processors busy";
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
