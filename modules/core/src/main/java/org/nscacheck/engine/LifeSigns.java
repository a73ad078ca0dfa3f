/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.engine.Snapshot.ServerState;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.LifeSign;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those servers that want it that the application lives. Says nothing where that would be a lie: while loops of this node are
 * stalled, while the database does not answer, and where deliveries are not allowed. A stop is not told, because other nodes may go on,
 * and because a stopped application watches as little as a dead one. For one thread.
 */
final class LifeSigns {

    private static final Logger log = LoggerFactory.getLogger(LifeSigns.class);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** How soon a sign that was not taken is sent again. */
    private static final Duration AGAIN = Duration.ofSeconds(15);
    /** How soon a server that wants no signs is asked again, unless it is changed before. */
    private static final Duration INDIFFERENT = Duration.ofHours(1);

    private final ServerStore servers;
    private final SenderFactories senders;
    private final Supplier<Snapshot> latest;
    private final BooleanSupplier alive;
    private final LongSupplier nanoTime;
    private final Map<Wanting, Long> nextNanos = new HashMap<>();
    private final Set<ServerId> failing = new HashSet<>();

    /** A server as it was configured when its next sign was planned. */
    private record Wanting(ServerId server, int version) {

        static Wanting of(Server server) {
            return new Wanting(server.id(), server.version());
        }
    }

    /**
     * @param latest how servers were doing lately
     * @param alive whether this node does its work
     * @param nanoTime a clock of nanoseconds
     */
    LifeSigns(
            ServerStore servers,
            SenderFactories senders,
            Supplier<Snapshot> latest,
            BooleanSupplier alive,
            LongSupplier nanoTime) {
        this.servers = servers;
        this.senders = senders;
        this.latest = latest;
        this.alive = alive;
        this.nanoTime = nanoTime;
    }

    /** Begins to send; ends with the loops. */
    void start(Loops loops) {
        loops.start(Loop.Kind.aside("life-signs"), this::look);
    }

    /** Sends what is due, and returns how long to rest. */
    Duration look() throws InterruptedException {
        Snapshot snapshot = latest.get();
        List<Server> there = snapshot.servers().stream()
                .map(ServerState::server)
                .filter(Server::active)
                .toList();
        nextNanos.keySet().retainAll(there.stream().map(Wanting::of).toList());
        if (isAlive(snapshot)) {
            for (Server each : there) {
                if (isDue(Wanting.of(each))) {
                    nextNanos.put(
                            Wanting.of(each), nanoTime.getAsLong() + tell(each).toNanos());
                }
            }
        }
        return REST;
    }

    private boolean isAlive(Snapshot snapshot) {
        return snapshot.failure() == null
                && snapshot.environment() != null
                && snapshot.environment().isConfirmed()
                && alive.getAsBoolean();
    }

    private boolean isDue(Wanting each) {
        Long next = nextNanos.get(each);
        return next == null || next - nanoTime.getAsLong() <= 0;
    }

    /** Returns when the server is next to be told, unless it is changed before. */
    private Duration tell(Server known) throws InterruptedException {
        LifeSign sign = null;
        SendOutcome outcome;
        try {
            sign = sign(known);
            if (sign == null) {
                return INDIFFERENT;
            }
            outcome = sign.sign().send(Deadline.in(LIMIT));
        } catch (RuntimeException e) {
            outcome = new SendOutcome.Retry(e.toString());
        }
        boolean taken = note(known, outcome);
        return sign != null && (taken || sign.every().compareTo(AGAIN) < 0) ? sign.every() : AGAIN;
    }

    /** A snapshot has no secrets, so the server is read. */
    private @Nullable LifeSign sign(Server known) {
        return servers.find(known.id())
                .filter(server -> server.active() && server.locked().isEmpty())
                .flatMap(server -> senders.find(server.kind()).flatMap(factory -> factory.lifeSign(server)))
                .orElse(null);
    }

    /** Returns whether it was taken; what changes is logged. */
    private boolean note(Server server, SendOutcome outcome) {
        boolean taken = outcome instanceof SendOutcome.Accepted || outcome instanceof SendOutcome.Sent;
        if (taken && failing.remove(server.id())) {
            log.info("NSCA-465 signs of life are taken again name={}", Names.printable(server.name()));
        } else if (!taken && failing.add(server.id())) {
            log.warn(
                    "NSCA-464 sign of life not taken, retrying name={} outcome=\"{}\"",
                    Names.printable(server.name()),
                    Names.printable(outcome.toString()));
        }
        return taken;
    }
}
