/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.nscacheck.delivery.Rejections;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers which servers fail and why, so that a failure is logged when it begins, changes or ends. Thread-safe. */
final class ServerProblems {

    private static final Logger log = LoggerFactory.getLogger(ServerProblems.class);

    private final Map<ServerId, Problem> problems = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    ServerProblems(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param failures how many tries in a row have failed, this one included */
    void failed(Server server, String cause, Duration pause, int failures) {
        Problem before = problems.get(server.id());
        if (failures == Rejections.SUSPICIOUS && Rejections.isSuspect(failures, cause)) {
            log.error(
                    "NSCA-320 server keeps rejecting us name={} hint=\"compare password and encryption with the daemon's\"",
                    server.name());
        }
        if (before != null && before.cause.equals(cause)) {
            return;
        }
        long since = before == null ? nanoTime.getAsLong() : before.since;
        problems.put(server.id(), new Problem(cause, since));
        log.warn(
                "NSCA-310 server takes nothing name={} cause=\"{}\" next-try={}ms",
                server.name(),
                Names.printable(cause),
                pause.toMillis());
    }

    void worked(Server server) {
        Problem before = problems.remove(server.id());
        if (before != null) {
            log.info(
                    "NSCA-312 server recovered name={} down={}s",
                    server.name(),
                    Duration.ofNanos(nanoTime.getAsLong() - before.since).toSeconds());
        }
    }

    private record Problem(String cause, long since) {}
}
