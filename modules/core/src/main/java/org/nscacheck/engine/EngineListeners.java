/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckRun;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners, none of which can keep the others or the engine from going on. Thread-safe. */
public final class EngineListeners implements EngineListener {

    private static final Logger log = LoggerFactory.getLogger(EngineListeners.class);

    private final List<EngineListener> listeners;

    public EngineListeners(Collection<? extends EngineListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void runStarted(Check check, Duration delay) {
        tell(listener -> listener.runStarted(check, delay));
    }

    @Override
    public void runEnded(Check check, CheckRun run) {
        tell(listener -> listener.runEnded(check, run));
    }

    @Override
    public void batchSent(Server server, List<Report> reports, List<SendOutcome> outcomes, Duration took) {
        tell(listener -> listener.batchSent(server, reports, outcomes, took));
    }

    private void tell(Consumer<EngineListener> event) {
        for (EngineListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error e) {
                log.warn("NSCA-420 listener failed type={}", listener.getClass().getName(), e);
            }
        }
    }
}
