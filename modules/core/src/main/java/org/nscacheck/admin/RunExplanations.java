/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckId;
import org.nscacheck.delivery.AsSent;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.Change;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;
import org.nscacheck.threshold.RuleMark;

/**
 * Tells of a run what went in, what came out, who decided the state, and what each server was sent and answered. It tells what is
 * stored, and what follows from that; what is not known is left out. Thread-safe.
 */
public final class RunExplanations {

    private final Overview overview;
    private final SummaryReader summaries;
    private final DeliveryDesk desk;
    private final ServerStore servers;
    private final SenderFactories senders;
    private final AsSent asSent;

    /**
     * @param servers all servers, those that tell people included
     * @param asSent makes reports as they leave
     */
    public RunExplanations(
            Overview overview,
            SummaryReader summaries,
            DeliveryDesk desk,
            ServerStore servers,
            SenderFactories senders,
            AsSent asSent) {
        this.overview = overview;
        this.summaries = summaries;
        this.desk = desk;
        this.servers = servers;
        this.senders = senders;
        this.asSent = asSent;
    }

    /**
     * Explains a run.
     *
     * @param number number of the run
     * @param endedAt when it ended
     * @return empty if the check does not exist any more, or its history does not have the run
     * @throws NotPermittedException unless the actor may view
     */
    public Optional<ExplainedRun> explain(Actor actor, CheckId id, long number, Instant endedAt) {
        actor.require(Permission.VIEW);
        return overview.check(actor, id)
                .flatMap(check -> summaries.run(id, number, endedAt).map(run -> explained(actor, check, run)));
    }

    private ExplainedRun explained(Actor actor, CheckView check, RunDetail run) {
        CheckId id = check.stored().id();
        Instant now = overview.now(actor);
        CheckResult result = run.recorded().run().result();
        Map<ServerId, Server> byId =
                servers.findAll().stream().collect(Collectors.toMap(Server::id, Function.identity()));
        List<ExplainedRun.Sent> sent =
                desk
                        .ofRun(
                                id,
                                run.node(),
                                run.recorded().number(),
                                run.recorded().run().endedAt())
                        .stream()
                        .map(carried -> sent(actor, carried, byId, now))
                        .toList();
        return new ExplainedRun(
                run,
                check,
                arguments(actor, id, run.recorded().run().startedAt()),
                result == null ? null : RuleMark.in(result.message()).orElse(null),
                sent,
                now);
    }

    private ExplainedRun.Arguments arguments(Actor actor, CheckId id, Instant start) {
        Change change = overview.lastChange(actor, id).orElse(null);
        return new ExplainedRun.Arguments(change, change != null && !change.at().isBefore(start));
    }

    private ExplainedRun.Sent sent(Actor actor, DeliveryDesk.Carried carried, Map<ServerId, Server> byId, Instant now) {
        DeliveryEntry entry = Told.to(actor, carried.entry());
        Server server = byId.get(entry.summary().server());
        Report report = carried.report();
        if (server == null || report == null) {
            return new ExplainedRun.Sent(entry, server == null ? "" : server.name(), Optional.empty(), false);
        }
        Instant endedAt = entry.summary().endedAt();
        Report leaving = asSent.at(report, endedAt == null ? now : endedAt, senders.carriesResultTime(server));
        return new ExplainedRun.Sent(
                entry,
                server.name(),
                new WireTexts(senders).of(server, leaving),
                !leaving.message().equals(report.message()));
    }
}
