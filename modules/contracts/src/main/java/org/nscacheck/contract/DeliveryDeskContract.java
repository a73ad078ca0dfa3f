/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.DeliveryDesk;
import org.nscacheck.admin.DeliveryEntry;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.DeliveryList;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditEntry;
import org.nscacheck.audit.AuditFilter;
import org.nscacheck.audit.FieldChange;
import org.nscacheck.check.Check;
import org.nscacheck.delivery.Completion;
import org.nscacheck.delivery.Delivery;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.fields.ServerFields;
import org.nscacheck.sender.Report;
import org.nscacheck.server.Server;

/** What people rely on in a {@link DeliveryDesk}. */
public interface DeliveryDeskContract extends DatabaseContract {

    /** How long a lease lasts. */
    Duration LEASE = Duration.ofSeconds(30);

    /** The most deliveries of a list or batch where all are wanted. */
    int MANY = 100;

    private DeliveryDesk desk() {
        return stores().desk();
    }

    private Scenario scenario() {
        return new Scenario(stores());
    }

    /** Has results of these services wait for the server, in this order, a minute apart. */
    private void deliver(Server server, String... services) {
        for (String service : services) {
            passTime(Duration.ofMinutes(1));
            Check check = stores().checks().findAll().stream()
                    .filter(stored -> stored.name().equals(server.name() + "." + service))
                    .findFirst()
                    .map(stored -> Samples.resolved(stored, server))
                    .orElseGet(() -> scenario().scheduled(server.name() + "." + service, server));
            scenario().run(check, CheckResult.warning(service + " is bad").build());
        }
    }

    private DeliveryList list(DeliveryGroup group) {
        return desk().list(DeliveryQuery.of(group, MANY));
    }

    private static List<String> services(DeliveryList list) {
        return list.entries().stream()
                .map(entry -> entry.summary().target().toString())
                .toList();
    }

    private List<String> services(DeliveryGroup group) {
        return services(list(group));
    }

    private List<Long> ids(DeliveryGroup group) {
        return list(group).entries().stream().map(DeliveryEntry::id).toList();
    }

    private ServerLease lease(Server server) {
        return stores().deliveries().lease(server.id(), Scenario.NODE, LEASE).orElseThrow();
    }

    private List<Delivery> take(ServerLease lease, int max) {
        return stores().deliveries().take(lease, max, LEASE).deliveries();
    }

    /** Tries the oldest of what waits for a server, which lets it wait again or ends it. */
    private void tryFirst(
            Server server, DeliveryState state, @Nullable DeliveryProblem problem, @Nullable Duration pause) {
        ServerLease lease = lease(server);
        List<Completion> outcomes = take(lease, 1).stream()
                .map(taken -> new Completion(taken.id(), state, problem, "because", pause))
                .toList();
        assertThat(stores().deliveries().complete(lease, outcomes)).isTrue();
        stores().deliveries().release(lease, 0, Duration.ZERO);
    }

    private List<String> sendable(Server server) {
        return take(lease(server), MANY).stream()
                .map(taken -> String.valueOf(taken.report().target().service()))
                .toList();
    }

    private List<AuditEntry> entered(AuditAction action) {
        return stores().audit().find(AuditFilter.ALL, Long.MAX_VALUE, MANY).stream()
                .filter(entry -> entry.action() == action)
                .toList();
    }

    @Test
    default void isEmptyAtFirst() {
        for (DeliveryGroup group : DeliveryGroup.values()) {
            DeliveryList list = list(group);
            assertThat(list.entries()).isEmpty();
            assertThat(list.next()).isZero();
            assertThat(list.unfinished()).isFalse();
            assertThat(list.at()).isEqualTo(stores().due().now());
        }
        assertThat(desk().find(1)).isEmpty();
    }

    @Test
    default void tellsAllOfADelivery() {
        Server server = scenario().addServer("nagios");
        deliver(server, "mail");
        Instant created = stores().due().now();
        tryFirst(server, DeliveryState.WAITING, DeliveryProblem.REFUSED, Duration.ofMinutes(15));

        DeliveryEntry found = list(DeliveryGroup.WAITING).entries().get(0);

        assertThat(found.message()).isEqualTo("mail is bad");
        assertThat(found.node()).isEmpty();
        assertThat(found.at()).isEqualTo(created);
        assertThat(found.createdAt()).isEqualTo(created);
        assertThat(found.summary().server()).isEqualTo(server.id());
        assertThat(found.summary().status()).isEqualTo(Status.WARNING);
        assertThat(found.summary().attempts()).isEqualTo(1);
        assertThat(found.summary().reason()).isEqualTo("because");
        assertThat(found.summary().problem()).isEqualTo(DeliveryProblem.REFUSED);
        assertThat(found.summary().notBefore()).isEqualTo(created.plus(Duration.ofMinutes(15)));
        assertThat(desk().find(found.id())).contains(found);
    }

    @Test
    default void listsWhatWaitsByServiceThoughItIsBeingSent() {
        Server server = scenario().addServer("nagios");
        deliver(server, "c", "a", "b", "a");
        ServerLease lease = lease(server);
        take(lease, 1);

        assertThat(services(DeliveryGroup.WAITING))
                .containsExactly("shop/nagios.a", "shop/nagios.a", "shop/nagios.b", "shop/nagios.c");
        List<DeliveryEntry> entries = list(DeliveryGroup.WAITING).entries();
        assertThat(entries.get(0).id()).isLessThan(entries.get(1).id());
        assertThat(entries.get(3).summary().state()).isEqualTo(DeliveryState.LEASED);
    }

    @Test
    default void listsPartByPart() {
        Server first = scenario().addServer("nagios");
        Server second = scenario().addServer("icinga");
        deliver(first, "a", "b", "c");
        deliver(second, "a", "b");
        List<Long> all = ids(DeliveryGroup.WAITING);
        assertThat(all).hasSize(5);

        List<Long> parts = new ArrayList<>();
        DeliveryList part = desk().list(DeliveryQuery.of(DeliveryGroup.WAITING, 2));
        for (int i = 0; i < 3; i++) {
            part.entries().forEach(entry -> parts.add(entry.id()));
            part = part.next() == 0
                    ? new DeliveryList(List.of(), 0, false, part.at())
                    : desk().list(DeliveryQuery.of(DeliveryGroup.WAITING, 2).after(part.next()));
        }

        assertThat(parts).isEqualTo(all);
        assertThat(part.entries()).isEmpty();
        assertThat(desk().list(DeliveryQuery.of(DeliveryGroup.WAITING, 5)).next())
                .isZero();
        assertThat(services(desk().list(
                                DeliveryQuery.of(DeliveryGroup.WAITING, MANY).after(999_999))))
                .as("behind one that is gone")
                .hasSize(5);
    }

    @Test
    default void tellsWhatIsStuckFromWhatIsRefused() {
        Server server = scenario().addServer("nagios");
        deliver(server, "a", "b", "c");
        tryFirst(server, DeliveryState.WAITING, DeliveryProblem.UNREACHABLE, Duration.ofHours(1));
        tryFirst(server, DeliveryState.WAITING, DeliveryProblem.REFUSED, Duration.ofHours(1));

        assertThat(services(DeliveryGroup.STUCK)).containsExactly("shop/nagios.a");
        assertThat(services(DeliveryGroup.REFUSED)).containsExactly("shop/nagios.b");
        assertThat(services(DeliveryGroup.WAITING)).hasSize(3);
        assertThat(desk().counts(null, MANY))
                .contains(
                        entry(DeliveryGroup.WAITING, 3),
                        entry(DeliveryGroup.STUCK, 1),
                        entry(DeliveryGroup.REFUSED, 1));
        assertThat(desk().counts(server.id(), 2)).containsEntry(DeliveryGroup.WAITING, 2);
        assertThat(desk().counts(scenario().addServer("other").id(), MANY)).containsEntry(DeliveryGroup.WAITING, 0);
    }

    @Test
    default void keepsWhatWasRefusedUntilItBecameTooOldInItsList() {
        Server server = scenario().addServer("nagios");
        deliver(server, "a", "b");
        tryFirst(server, DeliveryState.WAITING, DeliveryProblem.REJECTED, Duration.ofHours(1));
        passTime(Duration.ofHours(25));
        assertThat(sendable(server)).isEmpty();

        assertThat(list(DeliveryGroup.REFUSED).entries()).singleElement().satisfies(dead -> {
            assertThat(dead.summary().target()).hasToString("shop/nagios.a");
            assertThat(dead.summary().state()).isEqualTo(DeliveryState.EXPIRED);
        });
        assertThat(desk().counts(null, MANY)).containsEntry(DeliveryGroup.REFUSED, 0);
    }

    @Test
    default void listsWhatHasEndedTheLatestFirst() {
        Server server = scenario().addServer("nagios");
        deliver(server, "a", "b", "c");
        tryFirst(server, DeliveryState.ACCEPTED, null, null);
        passTime(Duration.ofSeconds(1));
        tryFirst(server, DeliveryState.SENT, null, null);

        assertThat(services(DeliveryGroup.RECENT)).containsExactly("shop/nagios.b", "shop/nagios.a");
        DeliveryQuery one = DeliveryQuery.of(DeliveryGroup.RECENT, 1);
        DeliveryList first = desk().list(one);
        assertThat(services(desk().list(one.after(first.next())))).containsExactly("shop/nagios.a");
        assertThat(services(desk().list(one.in(DeliveryState.ACCEPTED)))).containsExactly("shop/nagios.a");
        assertThat(services(desk().list(one.in(DeliveryState.EXPIRED)))).isEmpty();
    }

    @Test
    default void narrowsByServerStateAndText() {
        Server nagios = scenario().addServer("nagios");
        Server icinga = scenario().addServer("icinga");
        deliver(nagios, "disk-1", "mail_x");
        deliver(icinga, "disk-2");
        DeliveryQuery all = DeliveryQuery.of(DeliveryGroup.WAITING, MANY);

        assertThat(services(desk().list(all.of(icinga.id())))).containsExactly("shop/icinga.disk-2");
        assertThat(services(desk().list(all.with("DISK")))).hasSize(2);
        assertThat(services(desk().list(all.with("disk").of(nagios.id())))).containsExactly("shop/nagios.disk-1");
        assertThat(services(desk().list(all.with(" mail_X IS BAD ")))).containsExactly("shop/nagios.mail_x");
        assertThat(services(desk().list(all.with("SHOP")))).hasSize(3);
        assertThat(services(desk().list(all.with("%")))).isEmpty();
        assertThat(services(desk().list(all.with("k_")))).isEmpty();
        assertThat(services(desk().list(all.in(DeliveryState.LEASED)))).isEmpty();
    }

    @Test
    default void triesOneNowWithTheOlderOnesOfItsService() {
        Server server = scenario().addServer("nagios");
        deliver(server, "a", "b", "a", "a");
        tryFirst(server, DeliveryState.WAITING, DeliveryProblem.REFUSED, Duration.ofHours(1));
        tryFirst(server, DeliveryState.WAITING, DeliveryProblem.REFUSED, Duration.ofHours(1));
        stores().deliveries().release(lease(server), 3, Duration.ofMinutes(1));
        List<Long> waiting = ids(DeliveryGroup.WAITING);

        DeliveryDesk.Attempted attempted = desk().retry(waiting.get(1), "anna");

        assertThat(attempted.done()).extracting(DeliveryEntry::id).containsExactly(waiting.get(1));
        assertThat(attempted.kept()).isEmpty();
        ServerLease lease = lease(server);
        assertThat(lease.failures()).isEqualTo(3);
        assertThat(take(lease, MANY))
                .extracting(Delivery::id)
                .containsExactly(waiting.get(0), waiting.get(1), waiting.get(2));
        assertThat(entered(AuditAction.RETRIED)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo("anna");
            assertThat(entry.subject()).isEqualTo(ServerFields.subject(server));
            assertThat(entry.changes())
                    .containsExactly(
                            new FieldChange("deliveries", null, "1"),
                            new FieldChange("services", null, "shop/nagios.a"));
        });
    }

    @Test
    default void triesAllOfAServerNow() {
        Server server = scenario().addServer("nagios");
        assertThat(desk().retryAll(server.id(), "anna")).isFalse();
        deliver(server, "a", "b");
        tryFirst(server, DeliveryState.WAITING, DeliveryProblem.REFUSED, Duration.ofHours(1));
        stores().deliveries().release(lease(server), 3, Duration.ofMinutes(1));

        assertThat(desk().retryAll(server.id(), "anna")).isTrue();

        assertThat(sendable(server)).containsExactly("nagios.a", "nagios.b");
        assertThat(entered(AuditAction.RETRIED)).singleElement().satisfies(entry -> assertThat(entry.changes())
                .containsExactly(new FieldChange("deliveries", null, "all that wait")));
    }

    @Test
    default void discardsForAReason() {
        Server server = scenario().addServer("nagios");
        deliver(server, "a", "b");
        long first = ids(DeliveryGroup.WAITING).get(0);

        DeliveryDesk.Attempted attempted =
                desk().discard(List.of(first, first, 777_777L), "the service is gone", "anna");

        assertThat(attempted.done()).extracting(DeliveryEntry::id).containsExactly(first);
        assertThat(attempted.kept()).isEmpty();
        assertThat(attempted.unknown()).containsExactly(777_777L);
        assertThat(desk().find(first)).hasValueSatisfying(discarded -> {
            assertThat(discarded.summary().state()).isEqualTo(DeliveryState.DISCARDED);
            assertThat(discarded.summary().reason()).isEqualTo("the service is gone");
            assertThat(discarded.summary().endedAt()).isEqualTo(stores().due().now());
        });
        assertThat(sendable(server)).containsExactly("nagios.b");
        assertThat(services(
                        desk().list(DeliveryQuery.of(DeliveryGroup.RECENT, MANY).in(DeliveryState.DISCARDED))))
                .containsExactly("shop/nagios.a");
        assertThat(entered(AuditAction.DISCARDED)).singleElement().satisfies(entry -> assertThat(entry.changes())
                .containsExactly(
                        new FieldChange("reason", null, "the service is gone"),
                        new FieldChange("deliveries", null, "1"),
                        new FieldChange("services", null, "shop/nagios.a")));
        assertThat(stores().history().audit()).as("what does not balance").isEmpty();
    }

    @Test
    default void entersWhatIsDiscardedForEachServer() {
        deliver(scenario().addServer("nagios"), "a", "b");
        deliver(scenario().addServer("icinga"), "a");

        desk().discard(ids(DeliveryGroup.WAITING), "moved", "anna");

        assertThat(entered(AuditAction.DISCARDED))
                .extracting(entry -> entry.subject().name())
                .containsExactlyInAnyOrder("nagios", "icinga");
        assertThat(list(DeliveryGroup.WAITING).entries()).isEmpty();
    }

    @Test
    default void leavesWhatIsBeingSentToItsSender() {
        Server server = scenario().addServer("nagios");
        deliver(server, "a");
        long id = ids(DeliveryGroup.WAITING).get(0);
        ServerLease lease = lease(server);
        take(lease, MANY);

        for (DeliveryDesk.Attempted attempted :
                List.of(desk().retry(id, "anna"), desk().discard(List.of(id), "no", "anna"))) {
            assertThat(attempted.done()).isEmpty();
            assertThat(attempted.kept())
                    .extracting(entry -> entry.summary().state())
                    .containsExactly(DeliveryState.LEASED);
        }

        assertThat(stores().deliveries().complete(lease, List.of(new Completion(id, DeliveryState.ACCEPTED, ""))))
                .isTrue();
        assertThat(take(lease, MANY)).isEmpty();
        assertThat(desk().find(id)).map(entry -> entry.summary().state()).contains(DeliveryState.ACCEPTED);
        assertThat(desk().discard(List.of(id), "no", "anna").kept())
                .extracting(entry -> entry.summary().state())
                .containsExactly(DeliveryState.ACCEPTED);
        assertThat(desk().retry(id, "anna").kept()).hasSize(1);
        assertThat(Stream.concat(entered(AuditAction.RETRIED).stream(), entered(AuditAction.DISCARDED).stream()))
                .isEmpty();
    }

    @Test
    default void discardsWhatANodeLeftBehind() {
        Server server = scenario().addServer("nagios");
        deliver(server, "a");
        long id = ids(DeliveryGroup.WAITING).get(0);
        ServerLease lost = lease(server);
        take(lost, MANY);
        passTime(LEASE.plusSeconds(1));

        assertThat(desk().discard(List.of(id), "no", "anna").done()).hasSize(1);

        stores().deliveries().complete(lost, List.of(new Completion(id, DeliveryState.WAITING, "")));
        assertThat(desk().find(id)).map(entry -> entry.summary().state()).contains(DeliveryState.DISCARDED);
        assertThat(sendable(server)).isEmpty();
    }

    @Test
    default void tellsWhatARunHasPutIntoTheOutbox() {
        Server nagios = scenario().addServer("nagios");
        Server icinga = scenario().addServer("icinga");
        Check check = scenario().scheduled("mail", nagios, icinga);
        CheckResult result = CheckResult.warning("7 mails").perf("unsent", 7).build();
        scenario().run(check, CheckResult.of(Status.OK, "fine"));
        passTime(Duration.ofMinutes(1));
        scenario().run(check, result);
        Instant ended = stores().due().now();
        long run = stores().summaries().runs(check.id(), 1).get(0).number();

        List<DeliveryDesk.Carried> found = desk().ofRun(check.id(), "", run, ended);

        assertThat(found)
                .extracting(carried -> carried.entry().summary().server())
                .containsExactlyInAnyOrder(nagios.id(), icinga.id());
        assertThat(found).extracting(DeliveryDesk.Carried::report).allSatisfy(report -> {
            assertThat(report).isNotNull();
            assertThat(report).extracting(Report::result).isEqualTo(result);
        });
        assertThat(desk().ofRun(check.id(), "", run, ended.minusSeconds(1))).isEmpty();
        assertThat(desk().ofRun(check.id(), "node", run, ended)).isEmpty();
    }

    @Test
    default void neverHandsOutWhatWasDiscarded() {
        Server server = scenario().addServer("nagios");
        deliver(server, "a", "b", "c");
        desk().discard(ids(DeliveryGroup.WAITING), "all of it", "anna");

        assertThat(stores().deliveries().findReady(Scenario.NODE).servers()).isEmpty();
        assertThat(desk().retryAll(server.id(), "anna")).isFalse();
        assertThat(sendable(server)).isEmpty();
    }
}
