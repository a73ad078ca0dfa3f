/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.RefusedException;
import org.nscacheck.Status;
import org.nscacheck.sender.ConnectionTest;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tests the way to a server, stored or not, past the outbox. Thread-safe. */
public final class ConnectionTests {

    /** Service of the result that a test sends. */
    public static final String SERVICE = "nscacheck-test";

    private static final Logger log = LoggerFactory.getLogger(ConnectionTests.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PER_MINUTE = 6;
    /** Without what is taken for something else when it is read aloud. */
    private static final String MARKS = "ACDEFGHJKLMNPQRTUVWXY34679";

    private static final int MARK_LENGTH = 4;

    private final ServerStore servers;
    private final SenderFactories senders;
    private final Supplier<Instant> now;
    private final RateLimit limit;
    private final SecureRandom random = new SecureRandom();

    /**
     * A test as it went.
     *
     * @param mark by which people recognize its result
     * @param target host and service that the result is for
     * @param steps the steps that were taken; all are good but possibly the last
     */
    public record Tested(String mark, Target target, List<ConnectionTest.Step> steps) {

        public Tested {
            steps = List.copyOf(steps);
        }

        /** Returns whether no step failed. */
        public boolean isGood() {
            return steps.stream().allMatch(step -> step.finding().isGood());
        }
    }

    /** @param nanoTime by which tests are counted */
    ConnectionTests(ServerStore servers, SenderFactories senders, Supplier<Instant> now, LongSupplier nanoTime) {
        this.servers = servers;
        this.senders = senders;
        this.now = now;
        this.limit = new RateLimit("tests of connections", PER_MINUTE, nanoTime);
    }

    /**
     * Tests a server as it was typed, which changes nothing.
     *
     * @param typed the server; its own secret is not looked at
     * @param secret what would become of the stored secret; it goes nowhere else than a stored one may go
     * @throws NotPermittedException unless the actor may administer
     * @throws FaultyConfigurationException with all faults in one message; nothing is tried then
     * @throws InvalidFieldException if the secret has to be typed, because it would go somewhere else
     * @throws RefusedException if this person has tested too often within a minute
     */
    public Tested test(Actor actor, Server typed, SecretChange secret) throws InterruptedException {
        actor.require(Permission.ADMINISTER);
        FieldRules.require(typed);
        Server server = withSecret(typed, secret);
        FaultyConfigurationException.throwIfAny(senders.validate(server));
        limit.require(actor.name());
        SenderFactory factory = senders.find(server.kind()).orElseThrow();
        String mark = mark();
        Report marked = marked(server, mark, actor);
        Tested tested =
                new Tested(mark, marked.target(), new ConnectionTest(factory, server, Deadline.in(LIMIT)).run(marked));
        log.info(
                "NSCA-148 connection tested name={} kind={} mark={} steps=\"{}\" by={}",
                Names.printable(server.name()),
                server.kind(),
                tested.mark(),
                steps(tested),
                Names.printable(actor.name()));
        return tested;
    }

    /**
     * Notes that a person has seen the result of a test at the other end.
     *
     * @throws NotPermittedException unless the actor may administer
     * @throws RefusedException if the mark is none
     */
    public void confirm(Actor actor, Server server, String mark) {
        actor.require(Permission.ADMINISTER);
        if (!mark.matches("[" + MARKS + "]{" + MARK_LENGTH + "}")) {
            throw new RefusedException("'" + Names.shortened(mark) + "' is not the mark of a test.");
        }
        log.info(
                "NSCA-149 test result confirmed name={} mark={} by={}",
                Names.printable(server.name()),
                mark,
                Names.printable(actor.name()));
    }

    private Server withSecret(Server typed, SecretChange secret) {
        Server stored = servers.find(typed.id()).orElse(null);
        SecretChange bound = new SecretBinding(senders).bound(stored, typed, secret);
        @Nullable Secret readable = stored == null || stored.locked().isPresent() ? null : stored.secret();
        return typed.with(bound.applyTo(readable));
    }

    private Report marked(Server server, String mark, Actor actor) {
        return new Report(
                Target.service(server.hostName(), SERVICE),
                CheckResult.of(
                        Status.OK, "Test " + mark + " of nscacheck, asked for by " + Names.printable(actor.name())),
                now.get(),
                null);
    }

    private String mark() {
        return random.ints(MARK_LENGTH, 0, MARKS.length())
                .mapToObj(at -> String.valueOf(MARKS.charAt(at)))
                .collect(Collectors.joining());
    }

    private static String steps(Tested tested) {
        return tested.steps().stream()
                .map(step -> step.name() + " " + step.finding().verdict())
                .collect(Collectors.joining(", "));
    }
}
