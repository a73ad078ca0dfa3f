/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.nscacheck.CheckResult;
import org.nscacheck.RefusedException;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.check.StoredRules;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.sender.WireText;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a check, stored or not, for whoever asks: nothing is recorded and nothing is sent. Thread-safe. */
public final class TryOuts {

    private static final Logger log = LoggerFactory.getLogger(TryOuts.class);
    private static final int PER_MINUTE = 10;

    private final Stored stored;
    private final CheckCatalog catalog;
    private final CheckResolver resolver;
    private final SenderFactories senders;
    private final Runner runner;
    private final LongSupplier nanoTime;
    private final RateLimit limit;

    /** What is configured. */
    public record Stored(ServerStore servers, CheckStore checks, StoredRules rules) {}

    /** Runs a check on this node and waits for its end. */
    @FunctionalInterface
    public interface Runner {
        CheckResult run(Check check, CheckHandler handler) throws InterruptedException;
    }

    /**
     * What came of it.
     *
     * @param took how long it ran
     * @param reports what each server would get
     */
    public record Tried(CheckResult result, Duration took, List<Addressed> reports) {

        public Tried {
            reports = List.copyOf(reports);
        }
    }

    /**
     * A result as one server would get it.
     *
     * @param text what would be sent, empty if the protocol sends no readable text
     */
    public record Addressed(String server, Target target, Optional<WireText> text) {}

    /**
     * @param runner runs a check
     * @param nanoTime by which runs are counted and measured
     */
    public TryOuts(
            Stored stored,
            CheckCatalog catalog,
            CheckResolver resolver,
            SenderFactories senders,
            Runner runner,
            LongSupplier nanoTime) {
        this.stored = stored;
        this.catalog = catalog;
        this.resolver = resolver;
        this.senders = senders;
        this.runner = runner;
        this.nanoTime = nanoTime;
        this.limit = new RateLimit("runs on trial", PER_MINUTE, nanoTime);
    }

    /**
     * Runs a check as it is stored.
     *
     * @throws NotPermittedException unless the actor may operate
     * @throws RefusedException if there is no such check, or too many are run this way
     */
    public Tried run(Actor actor, CheckId id) throws InterruptedException {
        actor.require(Permission.OPERATE);
        return tried(
                actor,
                stored.checks()
                        .find(id)
                        .orElseThrow(() -> new RefusedException("there is no check " + id + " any more")));
    }

    /**
     * Runs a check as it was typed.
     *
     * @throws NotPermittedException unless the actor may administer
     * @throws RefusedException if it cannot run as configured, or too many are run this way
     */
    public Tried run(Actor actor, StoredCheck typed) throws InterruptedException {
        actor.require(Permission.ADMINISTER);
        FieldRules.require(typed);
        return tried(actor, typed);
    }

    private Tried tried(Actor actor, StoredCheck wanted) throws InterruptedException {
        CheckDefinition definition = catalog.find(wanted.key())
                .orElseThrow(() -> new RefusedException("this node has no code for the check '" + wanted.name() + "'"));
        List<Server> servers = stored.servers().findAll();
        Check check = resolver.resolve(wanted, definition, servers)
                .judgedBy(stored.rules().read(), definition.tags());
        definition.handler().require(check.arguments());
        limit.require(actor.name());
        long began = nanoTime.getAsLong();
        CheckResult result = runner.run(check, definition.handler());
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - began);
        log.info(
                "NSCA-119 check tried out name={} status={} by={}",
                Names.printable(wanted.name()),
                result.status(),
                Names.printable(actor.name()));
        return new Tried(result, took, addressed(check, result, servers));
    }

    private List<Addressed> addressed(Check check, CheckResult result, List<Server> servers) {
        List<Addressed> reports = new ArrayList<>();
        for (Check.Destination destination : check.destinations()) {
            servers.stream()
                    .filter(server -> server.id().equals(destination.server()))
                    .forEach(server -> reports.add(new Addressed(
                            server.name(),
                            destination.target(),
                            new WireTexts(senders)
                                    .of(server, new Report(destination.target(), result, Instant.EPOCH, null)))));
        }
        return reports;
    }
}
