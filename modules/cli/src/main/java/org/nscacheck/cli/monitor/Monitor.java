/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckView;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.engine.Snapshot;
import org.nscacheck.inmemory.InMemoryDatabase;
import org.nscacheck.inmemory.OutboxFile;
import org.nscacheck.schedule.Clockwork;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Server;

/**
 * Runs the services of a configuration until it is stopped: an engine with its stores in memory, and an outbox that a file keeps.
 * Used once; {@link #stop} may be called by another thread.
 */
public final class Monitor {

    /** What has been is shown by nobody: as much is kept as helps to find a fault with a debugger. */
    private static final int HISTORY = 20;

    private static final Duration LIMIT_OF_SHUTDOWN = Duration.ofSeconds(15);

    private final MonitorConfig config;
    private final Path state;
    private final Map<String, String> environment;
    private final Duration reportEvery;
    private final Consumer<String> out;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param state file that keeps what waits
     * @param environment variables that plugins get
     * @param reportEvery how often the lag is reported
     * @param out is told each line of a report
     */
    public Monitor(
            MonitorConfig config,
            Path state,
            Map<String, String> environment,
            Duration reportEvery,
            Consumer<String> out) {
        this.config = config;
        this.state = state;
        this.environment = new HashMap<>(environment);
        this.reportEvery = reportEvery;
        this.out = out;
    }

    /**
     * Runs until {@link #stop}, or until it cannot go on, of which OverC is told.
     *
     * @throws IOException if the outbox cannot be used
     * @throws InterruptedException if this thread was interrupted
     */
    public void run() throws IOException, InterruptedException {
        try (OutboxFile outbox = OutboxFile.open(state)) {
            int waiting = outbox.read().size();
            if (waiting > 0) {
                out.accept(waiting + " results of the last process wait and are sent first");
            }
            run(new InMemoryDatabase(InstantSource.system(), outbox, HISTORY));
        } catch (IOException | RuntimeException | Error e) {
            new FatalAlert(config.overc())
                    .raise(String.valueOf(e.getMessage()))
                    .ifPresent(reason -> out.accept("the alert about this could not be raised: " + reason));
            throw e;
        } finally {
            ended.countDown();
        }
    }

    private void run(InMemoryDatabase database) throws InterruptedException {
        ServiceChecks checks = new ServiceChecks(config, environment);
        LagReport report = new LagReport(checks.periods(), InstantSource.system());
        try (Engine engine = new Engine(
                database.stores(),
                settings(),
                Clockwork.NONE,
                senders(checks.periods()),
                List.of(checks),
                List.of(report))) {
            engine.start();
            runAllOnce(engine);
            out.accept(config.services().size() + " services, results go to "
                    + String.join(", ", servers().stream().map(Server::name).toList()));
            while (!stopped.await(reportEvery.toNanos(), TimeUnit.NANOSECONDS)) {
                Snapshot snapshot = engine.snapshot();
                report.take(snapshot).forEach(out);
                requireTurning(snapshot);
            }
        }
    }

    /** Loops that do not turn any more are nothing that time mends. */
    private static void requireTurning(Snapshot snapshot) {
        String failure = snapshot.failure();
        if (failure != null) {
            throw new IllegalStateException("it does not run any more: " + failure);
        }
    }

    private EngineSettings settings() {
        String node = config.hostName().replace('/', '-');
        return EngineSettings.builder(node)
                .hostName(config.hostName())
                .maxRunning(config.threads())
                .servers(servers())
                .shutdown(LIMIT_OF_SHUTDOWN)
                .snapshotInterval(Duration.ofSeconds(5))
                .retention(Duration.ofHours(1))
                .build();
    }

    private List<Server> servers() {
        List<Server> servers = new ArrayList<>();
        if (config.overc() != null) {
            servers.add(Targets.overc(config.overc()));
        }
        servers.addAll(config.servers());
        return servers;
    }

    private static List<SenderFactory> senders(Map<String, Duration> periods) {
        return Targets.factories().stream()
                .map(factory -> factory.kind().equals("overc") ? new PromisedPeriods(factory, periods) : factory)
                .toList();
    }

    /** As overcli does it: the state of each service is known at once, and then kept. */
    private static void runAllOnce(Engine engine) {
        for (CheckView check : engine.overview().checks(Actor.SYSTEM)) {
            engine.administration().runNow(Actor.SYSTEM, check.stored().id());
        }
    }

    /** Ends it, and returns when it has ended: what runs is waited for, and what was not sent is kept. */
    public void stop() {
        stopped.countDown();
        try {
            ended.await(2 * LIMIT_OF_SHUTDOWN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
