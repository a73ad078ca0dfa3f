/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nscacheck.CheckResult;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.DueList.ScheduledCheck;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StatusChange;
import org.nscacheck.delivery.Completion;
import org.nscacheck.delivery.Delivery;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.delivery.NewDelivery;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.engine.Stores;
import org.nscacheck.run.Claim;
import org.nscacheck.run.RunRecord;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;

/** What administrators and nodes do with the stores of a database before a test looks at one of them. */
final class Scenario {

    /** The node that runs checks and sends their results. */
    static final NodeId NODE = new NodeId("node-1/1");

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int MANY = 100;

    private final Stores stores;

    Scenario(Stores stores) {
        this.stores = stores;
    }

    /** Adds a server that gets all results. */
    Server addServer(String name) {
        Server server = Samples.server(name).toBuilder().catchUp(CatchUp.ALL).build();
        return stores.servers().save(server, SecretChange.KEEP);
    }

    /** Adds a check that reports to these servers and is not scheduled yet. */
    Check addCheck(String key, Server... servers) {
        return Samples.resolved(stores.checks().save(Samples.check(key)), servers);
    }

    /** Schedules the check, so that it is due now: on each of these nodes, or once in the cluster if none is named. */
    void schedule(Check check, String... nodes) {
        Instant now = stores.due().now();
        List<ScheduledCheck> scheduled = (nodes.length == 0 ? Stream.of("") : Stream.of(nodes))
                .map(node -> new ScheduledCheck(check, node, now))
                .toList();
        assertThat(stores.due().schedule(scheduled, stores.due().configuration()))
                .isTrue();
    }

    /** Returns a check that is scheduled once in the cluster and reports to these servers. */
    Check scheduled(String key, Server... servers) {
        Check check = addCheck(key, servers);
        schedule(check);
        return check;
    }

    /** Claims for the node what is due of these checks. */
    List<Claim> claim(NodeId node, Check... checks) {
        Set<CheckKey> known = Stream.of(checks).map(Check::handler).collect(Collectors.toSet());
        return stores.runs().claimDue(node, known, MANY).claims();
    }

    /** Returns whether the result of a claimed run was accepted; it goes to the servers of the check then. */
    boolean record(Claim claim, Check check, CheckResult result) {
        Instant now = stores.due().now();
        Instant next = now.plus(Duration.ofHours(1));
        CheckState state = claim.state().after(result.status(), now);
        StatusChange change = StatusChange.between(claim.state(), state, now);
        CheckRun run = new CheckRun(claim.claimedAt(), now, CheckRun.Outcome.SUCCESS, result);
        List<NewDelivery> deliveries = check.destinations().stream()
                .map(to -> NewDelivery.of(to, result, now, null))
                .toList();
        return stores.runs()
                .record(List.of(new RunRecord(claim, run, next, next, state, change, deliveries)))
                .isEmpty();
    }

    /** Runs a check that is scheduled once in the cluster, whenever it is due. */
    void run(Check check, CheckResult result) {
        assertThat(stores.due().runNow(check.id(), Samples.note())).isTrue();
        Claim claim = claim(NODE, check).get(0);
        assertThat(record(claim, check, result)).isTrue();
    }

    /** Returns what the latest runs of a check said, the newest first. */
    List<String> messages(Check check, int max) {
        return stores.summaries().runs(check.id(), max).stream()
                .map(recorded -> Optional.ofNullable(recorded.run().result())
                        .map(CheckResult::message)
                        .orElse(""))
                .toList();
    }

    /** Lets what waits for the server end like this. */
    void end(Server server, DeliveryState state) {
        complete(server, 0, Duration.ZERO, delivery -> new Completion(delivery.id(), state, ""));
    }

    /** Lets a try to send what waits for the server fail, which is left alone for a while then. */
    void fail(Server server, DeliveryProblem problem, String reason, Duration pause) {
        complete(
                server,
                1,
                pause,
                delivery -> new Completion(delivery.id(), DeliveryState.WAITING, problem, reason, null));
    }

    private void complete(Server server, int failures, Duration pause, Function<Delivery, Completion> outcome) {
        ServerLease lease = stores.deliveries().lease(server.id(), NODE, LEASE).orElseThrow();
        List<Completion> outcomes = stores.deliveries().take(lease, MANY, LEASE).deliveries().stream()
                .map(outcome)
                .toList();
        assertThat(stores.deliveries().complete(lease, outcomes)).isTrue();
        stores.deliveries().release(lease, failures, pause);
    }
}
