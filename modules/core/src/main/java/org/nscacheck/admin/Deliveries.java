/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits to be sent, what could not be and why, and what people may do about it. Thread-safe. */
public final class Deliveries {

    /** How many deliveries may be discarded at once. */
    public static final int MOST_AT_ONCE = 500;

    /** Longest reason for which deliveries are discarded, in characters. */
    public static final int MAX_REASON = 500;

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private final DeliveryDesk desk;
    private final ServerStore servers;
    private final RunExplanations explanations;
    private final Runnable onRetry;

    /**
     * @param servers all servers, those that tell people included
     * @param explanations tells what became of a run
     * @param onRetry called when something may be sent again
     */
    public Deliveries(DeliveryDesk desk, ServerStore servers, RunExplanations explanations, Runnable onRetry) {
        this.desk = desk;
        this.servers = servers;
        this.explanations = explanations;
        this.onRetry = onRetry;
    }

    /** Returns the way to explain a run. */
    public RunExplanations explanations() {
        return explanations;
    }

    /**
     * Returns a part of a list.
     *
     * @throws NotPermittedException unless the actor may view
     */
    public DeliveryList list(Actor actor, DeliveryQuery query) {
        actor.require(Permission.VIEW);
        DeliveryList found = desk.list(query);
        return new DeliveryList(
                found.entries().stream().map(entry -> Told.to(actor, entry)).toList(),
                found.next(),
                found.unfinished(),
                found.at());
    }

    /**
     * Returns one delivery, or empty if there is none with this number.
     *
     * @throws NotPermittedException unless the actor may view
     */
    public Optional<DeliveryEntry> find(Actor actor, long delivery) {
        actor.require(Permission.VIEW);
        return desk.find(delivery).map(entry -> Told.to(actor, entry));
    }

    /**
     * Counts what waits, is stuck, and was refused and still waits.
     *
     * @param most the highest number that is wanted
     * @throws NotPermittedException unless the actor may view
     */
    public Map<DeliveryGroup, Integer> counts(Actor actor, @Nullable ServerId server, int most) {
        actor.require(Permission.VIEW);
        return desk.counts(server, most);
    }

    /**
     * Has a delivery tried now instead of after its pause, with the older ones of its service: none overtakes another.
     *
     * @throws NotPermittedException unless the actor may operate
     * @throws RefusedException if it is being sent right now, has ended, does not exist, or its server is inactive
     */
    public void retry(Actor actor, long delivery) {
        actor.require(Permission.OPERATE);
        desk.find(delivery).map(entry -> entry.summary().server()).ifPresent(this::requireActive);
        List<String> refused = refusals(desk.retry(delivery, actor.madeBy()));
        if (!refused.isEmpty()) {
            throw new RefusedException(refused.get(0));
        }
        log.info("NSCA-136 delivery retry requested id={} by={}", delivery, Names.printable(actor.name()));
        onRetry.run();
    }

    /**
     * Has all that waits for a server tried now.
     *
     * @throws NotPermittedException unless the actor may operate
     * @throws RefusedException if nothing waits for it, it does not exist, or it is inactive
     */
    public void retryAll(Actor actor, ServerId server) {
        actor.require(Permission.OPERATE);
        Server known = requireActive(server);
        if (!desk.retryAll(server, actor.madeBy())) {
            throw new RefusedException("Nothing waits for '" + known.name() + "' any more.");
        }
        log.info(
                "NSCA-136 delivery retry requested server={} by={}",
                Names.printable(known.name()),
                Names.printable(actor.name()));
        onRetry.run();
    }

    private Server requireActive(ServerId id) {
        Server server =
                servers.find(id).orElseThrow(() -> new RefusedException("This server does not exist, or was deleted."));
        if (!server.active()) {
            throw new RefusedException(
                    "'" + server.name() + "' is inactive, so that nothing is sent to it: set it active first.");
        }
        return server;
    }

    /**
     * What came of discarding.
     *
     * @param discarded how many were
     * @param refused a sentence for each that was not
     */
    public record Discarded(int discarded, List<String> refused) {

        public Discarded {
            refused = List.copyOf(refused);
        }
    }

    /**
     * Ends deliveries that wait: they are never sent.
     *
     * @param deliveries 1 to {@value #MOST_AT_ONCE} of them
     * @param reason why, 1 to {@value #MAX_REASON} characters; it is shown with each of them and entered in the audit trail
     * @throws NotPermittedException unless the actor may administer
     * @throws RefusedException if no delivery or too many are named, or no reason is given
     */
    public Discarded discard(Actor actor, Collection<Long> deliveries, String reason) {
        actor.require(Permission.ADMINISTER);
        requireSome(deliveries);
        String why = requireReason(reason);
        DeliveryDesk.Attempted attempted =
                desk.discard(deliveries, why + " (discarded by " + actor.madeBy() + ")", actor.madeBy());
        log.info(
                "NSCA-137 deliveries discarded count={} by={} reason=\"{}\"",
                attempted.done().size(),
                Names.printable(actor.name()),
                Names.printable(why));
        return new Discarded(attempted.done().size(), refusals(attempted));
    }

    private static void requireSome(Collection<Long> deliveries) {
        if (deliveries.isEmpty()) {
            throw new RefusedException("No delivery was chosen. Go back and tick at least one.");
        }
        if (deliveries.size() > MOST_AT_ONCE) {
            throw new RefusedException(
                    deliveries.size() + " deliveries are too many at once: choose at most " + MOST_AT_ONCE + ".");
        }
    }

    private static String requireReason(String reason) {
        String why = reason.strip();
        if (why.isEmpty()) {
            throw new InvalidFieldException("reason", "A reason is needed: say why these results shall never arrive.");
        }
        if (why.length() > MAX_REASON) {
            throw new InvalidFieldException(
                    "reason",
                    "The reason has " + why.length() + " characters: at most " + MAX_REASON + " are possible.");
        }
        return why;
    }

    private List<String> refusals(DeliveryDesk.Attempted attempted) {
        Stream<String> kept = attempted.kept().stream().map(this::refusal);
        Stream<String> unknown =
                attempted.unknown().stream().map(id -> "Delivery " + id + " does not exist, or was removed.");
        return Stream.concat(kept, unknown).toList();
    }

    private String refusal(DeliveryEntry kept) {
        DeliverySummary summary = kept.summary();
        String name = servers.find(summary.server()).map(Server::name).orElse("a server that was removed");
        String what = "'" + summary.target() + "' for '" + name + "' ";
        return switch (summary.state()) {
            case LEASED -> what + "is just being sent: wait until its outcome is known.";
            case ACCEPTED -> what + "was already delivered.";
            case SENT -> what + "was already sent.";
            case SUPERSEDED -> what + "is not sent any more: a newer result took its place.";
            case EXPIRED -> what + "is not sent any more: it became too old.";
            case DISCARDED -> what + "was already discarded.";
            case WAITING -> what + "waits, and could not be changed: try again.";
        };
    }
}
