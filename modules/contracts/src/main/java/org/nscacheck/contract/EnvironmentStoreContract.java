/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.DeliverySummary;
import org.nscacheck.check.Check;
import org.nscacheck.check.NodeId;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.delivery.Environment;
import org.nscacheck.delivery.EnvironmentStore;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.engine.Stores;
import org.nscacheck.server.Server;

/** What keeps a copy of a database from reporting to the wrong monitoring: an {@link EnvironmentStore}, with the outbox. */
public interface EnvironmentStoreContract {

    /** The environment whose process asks first. */
    String PRODUCTION = "production";

    /** The environment in which a copy of the database is started. */
    String STAGING = "staging";

    /** The node that would deliver. */
    NodeId NODE = new NodeId("node-2/1");

    /** How long a lease lasts. */
    Duration LEASE = Duration.ofSeconds(30);

    /**
     * Returns the stores of the one database of a test as a process of this environment has them. The database is empty when a
     * test begins, and nobody has asked it under a name.
     */
    Stores stores(String environment);

    private Environment environment(String of) {
        return stores(of).environment().environment();
    }

    /** What happens in the environment whose process has asked first. */
    private Scenario inProduction() {
        environment(PRODUCTION);
        return new Scenario(stores(PRODUCTION));
    }

    private static void run(Scenario scenario, Check check) {
        scenario.run(check, CheckResult.of(Status.WARNING, "7 mails"));
    }

    /** Returns whether there is something to send for a process of this environment. */
    private boolean isReady(String environment) {
        return !stores(environment).deliveries().findReady(NODE).servers().isEmpty();
    }

    private boolean isLent(Server server, String environment) {
        DeliveryStore outbox = stores(environment).deliveries();
        Optional<ServerLease> lease = outbox.lease(server.id(), NODE, LEASE);
        lease.ifPresent(held -> outbox.release(held, 0, Duration.ZERO));
        return lease.isPresent();
    }

    @Test
    default void remembersTheEnvironmentOfTheFirstProcessThatAsks() {
        assertThat(environment(PRODUCTION)).isEqualTo(new Environment(PRODUCTION, PRODUCTION));

        assertThat(environment(STAGING)).isEqualTo(new Environment(STAGING, PRODUCTION));

        assertThat(environment(PRODUCTION)).isEqualTo(new Environment(PRODUCTION, PRODUCTION));
    }

    @Test
    default void handsOutNothingInAnotherEnvironmentBeforeItIsConfirmed() {
        Scenario production = inProduction();
        Server server = production.addServer("nagios");
        run(production, production.scheduled("mail", server));

        assertThat(isReady(STAGING)).isFalse();
        assertThat(isLent(server, STAGING)).isFalse();
        assertThat(isReady(PRODUCTION)).isTrue();
        assertThat(isLent(server, PRODUCTION)).isTrue();
    }

    @Test
    default void discardsWhatWaitsForTheFormerEnvironment() {
        Scenario production = inProduction();
        Server server = production.addServer("nagios");
        Check sent = production.scheduled("sent", server);
        Check waiting = production.scheduled("waiting", server);
        run(production, sent);
        production.end(server, DeliveryState.SENT);
        run(production, waiting);
        run(production, waiting);

        assertThat(stores(STAGING).environment().confirm(Samples.note())).isEqualTo(2);

        assertThat(latest(waiting).state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(latest(sent).state()).isEqualTo(DeliveryState.SENT);
        assertThat(isReady(STAGING)).isFalse();
    }

    private DeliverySummary latest(Check check) {
        return stores(STAGING).summaries().deliveries(check.id()).get(0);
    }

    @Test
    default void handsOutNothingUnderALeaseOfTheFormerEnvironment() {
        Scenario production = inProduction();
        Server server = production.addServer("nagios");
        Check check = production.scheduled("mail", server);
        DeliveryStore former = stores(PRODUCTION).deliveries();
        ServerLease lease = former.lease(server.id(), NODE, LEASE).orElseThrow();
        stores(STAGING).environment().confirm(Samples.note());
        run(new Scenario(stores(STAGING)), check);

        assertThat(former.take(lease, 10, LEASE).deliveries()).isEmpty();
    }

    @Test
    default void handsOutTheNextResultsInTheConfirmedEnvironmentOnly() {
        Scenario production = inProduction();
        Server server = production.addServer("nagios");
        Check check = production.scheduled("mail", server);
        stores(STAGING).environment().confirm(Samples.note());

        run(new Scenario(stores(STAGING)), check);

        assertThat(environment(STAGING)).isEqualTo(new Environment(STAGING, STAGING));
        assertThat(environment(PRODUCTION)).isEqualTo(new Environment(PRODUCTION, STAGING));
        assertThat(isReady(PRODUCTION)).isFalse();
        assertThat(isLent(server, PRODUCTION)).isFalse();
        assertThat(isReady(STAGING)).isTrue();
        assertThat(isLent(server, STAGING)).isTrue();
    }

    @Test
    default void discardsNothingWhereTheEnvironmentIsConfirmedAlready() {
        Scenario production = inProduction();
        Server server = production.addServer("nagios");
        run(production, production.scheduled("mail", server));

        assertThat(stores(PRODUCTION).environment().confirm(Samples.note())).isZero();

        assertThat(environment(PRODUCTION).isConfirmed()).isTrue();
        assertThat(isReady(PRODUCTION)).isTrue();
    }
}
