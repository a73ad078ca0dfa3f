/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.nscacheck.RefusedException;
import org.nscacheck.plugin.PluginCommand;
import org.nscacheck.plugin.PluginEnding;
import org.nscacheck.plugin.PluginFolders;
import org.nscacheck.plugin.PluginRunner;
import org.nscacheck.plugin.RunningProgram;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a program and takes what it writes, as collectd's exec plugin does: lines of PUTNOTIF and PUTVAL. A program that ends well is
 * started again after its interval, one that fails after longer and longer pauses. No shell has part in it. One thread runs it, another
 * may close it.
 */
public final class ExecProducer implements Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ExecProducer.class);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final long END_SECONDS = 3;
    /** Faulty lines are logged no more often than this. */
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Program program;
    private final Place place;
    private final DataSets types;
    private final CollectdPeer peer;
    private final LongSupplier nanoTime;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean running;
    private int failures;
    private long faults;
    private long faultToldNanos;
    private boolean faultTold;

    /**
     * A program.
     *
     * @param name its name in logs
     * @param executable name in one of the folders, or absolute path
     * @param arguments what it is called with; no shell reads them
     * @param interval how long after a good end it is started again, and after a first failure; 1s to 1d
     */
    public record Program(String name, String executable, List<String> arguments, Duration interval) {

        private static final Duration LONGEST = Duration.ofDays(1);

        /** @throws IllegalArgumentException if the interval is outside its limits */
        public Program {
            arguments = List.copyOf(arguments);
            if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "the interval of the program '" + name + "' is " + interval + ", it must be 1s to 1d");
            }
        }
    }

    /**
     * Where programs run.
     *
     * @param folders out of which they may be
     * @param settings their environment; COLLECTD_HOSTNAME and COLLECTD_INTERVAL come to it
     * @param hostName the value of COLLECTD_HOSTNAME
     */
    public record Place(PluginFolders folders, PluginRunner.Settings settings, String hostName) {}

    /**
     * @param types which types of values there are
     * @param peer takes what the program writes
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    public ExecProducer(Program program, Place place, DataSets types, CollectdPeer peer, LongSupplier nanoTime) {
        this.program = program;
        this.place = place;
        this.types = types;
        this.peer = peer;
        this.nanoTime = nanoTime;
    }

    /** Runs the program, again and again, until this is closed. */
    @Override
    public void run() {
        running = true;
        try {
            boolean open = true;
            while (open) {
                String failure = runOnce();
                if (closed.getCount() > 0) {
                    note(failure);
                }
                open = rest(pause());
            }
        } finally {
            ended.countDown();
        }
    }

    private boolean rest(Duration pause) {
        try {
            return !closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Twice as long after each further failure, and five minutes, or the interval, at the most. */
    private Duration pause() {
        Duration most = program.interval().compareTo(LONGEST_PAUSE) > 0 ? program.interval() : LONGEST_PAUSE;
        Duration pause = program.interval();
        for (int i = 1; i < failures && pause.compareTo(most) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(most) > 0 ? most : pause;
    }

    /** Returns what went wrong, or an empty text. */
    private String runOnce() {
        try {
            // Asked again each time, since files change.
            PluginCommand command = new PluginCommand(
                    place.folders().findForAnyArguments(program.executable()), program.arguments(), null);
            try (RunningProgram started = RunningProgram.start(command, settings())) {
                return read(started);
            }
        } catch (RefusedException | IOException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            log.error("NSCA-566 what came by collectd's protocols could not be taken", e);
            return e.toString();
        }
    }

    private PluginRunner.Settings settings() {
        Map<String, String> environment = new HashMap<>(place.settings().environment());
        environment.put("COLLECTD_HOSTNAME", place.hostName());
        environment.put("COLLECTD_INTERVAL", String.valueOf(program.interval().toSeconds()));
        return place.settings().withEnvironment(environment);
    }

    private String read(RunningProgram started) throws IOException {
        LastWords complaints = new LastWords(started.errors());
        ProgramOutput output =
                new ProgramOutput(started.output(), () -> isAlive(started, complaints), closed, nanoTime);
        new CommandReader(peer, types, InstantSource.system(), this::faulty).readAll(output);
        if (started.isAlive()) {
            return "closed";
        }
        complaints.take();
        PluginEnding ending = started.ending();
        boolean good = ending instanceof PluginEnding.Exited exited && exited.code() == 0;
        return good ? "" : ending.words() + (complaints.text().isEmpty() ? "" : ": " + complaints.text());
    }

    /** Complaints that nobody reads would hold it up. */
    private static boolean isAlive(RunningProgram started, LastWords complaints) {
        complaints.take();
        return started.isAlive();
    }

    private void note(String failure) {
        if (failure.isEmpty()) {
            if (failures > 0) {
                log.info("NSCA-573 program of collectd's kind works again name={}", Names.printable(program.name()));
            }
            failures = 0;
            return;
        }
        if (failures == 0) {
            log.warn(
                    "NSCA-572 program of collectd's kind failed, it is started again name={} reason=\"{}\"",
                    Names.printable(program.name()),
                    Names.printable(failure));
        }
        failures++;
    }

    private void faulty(String sentence) {
        faults++;
        long now = nanoTime.getAsLong();
        if (!faultTold || now - faultToldNanos >= QUIET_NANOS) {
            faultTold = true;
            faultToldNanos = now;
            log.warn(
                    "NSCA-574 program of collectd's kind wrote what cannot be used name={} count={} {}",
                    Names.printable(program.name()),
                    faults,
                    Names.printable(sentence));
        }
    }

    /** Ends the program and all that it has started; waits for that, for three seconds at the most. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (running && !ended.await(END_SECONDS, TimeUnit.SECONDS)) {
                log.warn("NSCA-575 program of collectd's kind has not ended name={}", Names.printable(program.name()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The end of what a program complains of. */
    private static final class LastWords {

        private static final int MOST = 500;

        private final InputStream from;
        private final byte[] buffer = new byte[4096];
        private String text = "";

        LastWords(InputStream from) {
            this.from = from;
        }

        /** Reads what is there and keeps its end. */
        void take() {
            try {
                int there = Math.min(from.available(), buffer.length);
                int count = there <= 0 ? 0 : from.read(buffer, 0, there);
                if (count > 0) {
                    String all = text + new String(buffer, 0, count, StandardCharsets.UTF_8);
                    text = all.substring(Math.max(0, all.length() - MOST));
                }
            } catch (IOException e) {
                log.debug("complaints of a program could not be read", e);
            }
        }

        String text() {
            return text.strip();
        }
    }
}
