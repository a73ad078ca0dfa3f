/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.nscacheck.server.Names;
import org.nscacheck.server.PasswordHint;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which servers fail and why, and for which ones results expire, so that only begin, change and end are logged.
 * Thread-safe.
 */
final class ServerProblems {

    private static final Logger log = LoggerFactory.getLogger(ServerProblems.class);

    /** After so long without one that expires the next is news again. */
    private static final Duration SPELL = Duration.ofMinutes(5);

    private final Map<ServerId, Spell> spells = new ConcurrentHashMap<>();
    private final Map<ServerId, Problem> problems = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    ServerProblems(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param failures how many tries in a row have failed, this one included */
    void failed(Server server, DeliveryProblem kind, String cause, Duration pause, int failures) {
        Problem before = problems.get(server.id());
        if (failures == Rejections.SUSPICIOUS && Rejections.isSuspect(failures, kind)) {
            log.error(
                    "NSCA-320 server rejects every connection name={} hint=\"compare password and encryption with the"
                            + " daemon's{}\"",
                    Names.printable(server.name()),
                    PasswordHint.of(server.secret()).map(hint -> "; " + hint).orElse(""));
        }
        if (before != null && before.cause.equals(cause)) {
            return;
        }
        long since = before == null ? nanoTime.getAsLong() : before.since;
        problems.put(server.id(), new Problem(cause, since));
        log.warn(
                "NSCA-310 delivery to server failing name={} cause=\"{}\" next-try={}ms",
                Names.printable(server.name()),
                Names.printable(cause),
                pause.toMillis());
    }

    void worked(Server server) {
        Problem before = problems.remove(server.id());
        if (before != null) {
            log.info(
                    "NSCA-312 server recovered name={} down={}s",
                    Names.printable(server.name()),
                    Duration.ofNanos(nanoTime.getAsLong() - before.since).toSeconds());
        }
    }

    /** @param count how many results have become too old for the server since the last call, 0 or more */
    void expired(Server server, int count) {
        spells.compute(server.id(), (id, spell) -> {
            long now = nanoTime.getAsLong();
            Spell before = spell;
            if (before != null && now - before.last > SPELL.toNanos()) {
                log.info(
                        "NSCA-315 results no longer expire name={} count={} lasted={}s",
                        Names.printable(server.name()),
                        before.count,
                        Duration.ofNanos(before.last - before.first).toSeconds());
                before = null;
            }
            if (count == 0) {
                return before;
            }
            if (before == null) {
                log.warn(
                        "NSCA-314 results expired before delivery name={} count={} hint=\"the server was unreachable,"
                                + " or its checks run"
                                + " more often than it takes results: compare its catch-up with their intervals\"",
                        Names.printable(server.name()),
                        count);
                return new Spell(now, now, count);
            }
            return new Spell(before.first, now, before.count + count);
        });
    }

    private record Spell(long first, long last, long count) {}

    private record Problem(String cause, long since) {}
}
