/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckRun;
import org.nscacheck.engine.EngineListener;
import org.nscacheck.engine.Snapshot;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Server;

/**
 * What happened since the last report: how late runs began, how long they took, what was sent, and which service did not keep its
 * period. Thread-safe.
 */
final class LagReport implements EngineListener {

    private final Map<String, Duration> periods;
    private final InstantSource clock;
    private final Map<String, Instant> delivered = new HashMap<>();
    private int runs;
    private int sent;
    private int unsent;
    private Worst late = Worst.NONE;
    private Worst longest = Worst.NONE;

    /** The service for which something took longest. */
    private record Worst(Duration time, String service) {

        static final Worst NONE = new Worst(Duration.ZERO, "");

        Worst or(Duration other, String of) {
            return other.compareTo(time) > 0 ? new Worst(other, of) : this;
        }

        @Override
        public String toString() {
            String seconds = String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
            return service.isEmpty() ? seconds : seconds + " (" + service + ")";
        }
    }

    /** @param periods by service */
    LagReport(Map<String, Duration> periods, InstantSource clock) {
        this.periods = Map.copyOf(periods);
        this.clock = clock;
        periods.keySet().forEach(service -> delivered.put(service, clock.instant()));
    }

    @Override
    public synchronized void runStarted(Check check, Duration delay) {
        late = late.or(delay, service(check));
    }

    @Override
    public synchronized void runEnded(Check check, CheckRun run) {
        runs++;
        longest = longest.or(Duration.between(run.startedAt(), run.endedAt()), service(check));
    }

    private static String service(Check check) {
        return check.destinations().isEmpty()
                ? check.name()
                : String.valueOf(check.destinations().get(0).target().service());
    }

    @Override
    public synchronized void batchSent(Server server, List<Report> reports, List<SendOutcome> outcomes, Duration took) {
        Instant now = clock.instant();
        for (int i = 0; i < outcomes.size(); i++) {
            SendOutcome outcome = outcomes.get(i);
            if (outcome instanceof SendOutcome.Accepted || outcome instanceof SendOutcome.Sent) {
                sent++;
                delivered.put(String.valueOf(reports.get(i).target().service()), now);
            } else {
                unsent++;
            }
        }
    }

    /** Returns the lines of a report, and begins the next one. */
    synchronized List<String> take(@Nullable Snapshot snapshot) {
        List<String> lines = new ArrayList<>();
        lines.add(runs + " runs, begun at most " + late + " late, the longest took " + longest + "; " + sent + " sent"
                + (unsent > 0 ? ", " + unsent + " tries failed" : "") + backlog(snapshot));
        Instant now = clock.instant();
        periods.forEach((service, period) -> {
            Duration silence = Duration.between(delivered.getOrDefault(service, now), now);
            if (silence.compareTo(period) > 0) {
                lines.add("lag: nothing of '" + service + "' was delivered for " + silence.toSeconds()
                        + " s, its period is " + period.toSeconds() + " s");
            }
        });
        runs = 0;
        sent = 0;
        unsent = 0;
        late = Worst.NONE;
        longest = Worst.NONE;
        return lines;
    }

    private static String backlog(@Nullable Snapshot snapshot) {
        if (snapshot == null) {
            return "";
        }
        StringBuilder backlog = new StringBuilder();
        for (Snapshot.ServerState state : snapshot.servers()) {
            if (state.summary().waiting() > 0) {
                backlog.append("; ")
                        .append(state.summary().waiting())
                        .append(" wait for ")
                        .append(state.server().name())
                        .append(", the oldest for ")
                        .append(state.summary().oldestAge().toSeconds())
                        .append(" s: ")
                        .append(state.summary().problem());
            }
        }
        return backlog.toString();
    }
}
