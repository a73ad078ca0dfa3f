/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nscacheck.admin.Activity;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Administration;
import org.nscacheck.admin.Alerts;
import org.nscacheck.admin.Deliveries;
import org.nscacheck.admin.Overview;
import org.nscacheck.admin.PolicyAdministration;
import org.nscacheck.audit.AuditEntry;
import org.nscacheck.audit.AuditFilter;
import org.nscacheck.audit.FieldChange;
import org.nscacheck.engine.Engine;
import org.nscacheck.push.AgentAdministration;
import org.nscacheck.store.Deeds.Act;
import org.nscacheck.store.Deeds.Deed;
import org.nscacheck.token.Tokens;

/** Who did what is entered by each method that does something, in the transaction of what it does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryChangeIsEnteredTest {

    private static final List<Class<?>> SERVICES = List.of(
            Administration.class,
            PolicyAdministration.class,
            Alerts.class,
            Engine.class,
            Tokens.class,
            AgentAdministration.class,
            Activity.class,
            Deliveries.class,
            Overview.class);

    /** What only reads; all of {@link Overview} does. */
    private static final Set<String> READS = Set.of(
            "PolicyAdministration.find",
            "PolicyAdministration.findAll",
            "PolicyAdministration.lastChange",
            "Alerts.open",
            "Alerts.history",
            "Alerts.notifiers",
            "Alerts.whoWouldGet",
            "Tokens.findAll",
            "AgentAdministration.agents",
            "Activity.entries",
            "Activity.entry",
            "Deliveries.list",
            "Deliveries.find",
            "Deliveries.counts");

    /** All that a deed may change. */
    private static final List<String> TABLES = List.of(
            "nsca_server",
            "nsca_check",
            "nsca_policy",
            "nsca_agent",
            "nsca_api_token",
            "nsca_subject",
            "nsca_installation",
            "nsca_delivery",
            "nsca_due");

    private Fixture db;
    private Deeds deeds;

    @BeforeAll
    void start() {
        db = new Fixture();
        deeds = new Deeds(db);
    }

    @AfterAll
    void close() {
        db.close();
    }

    List<Deed> deeds() {
        return deeds.all();
    }

    @Test
    void knowsEachMethodOfTheServices() {
        Set<String> methods = new TreeSet<>();
        for (Class<?> service : SERVICES) {
            Arrays.stream(service.getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()))
                    .filter(method -> method.getParameterCount() > 0 && method.getParameterTypes()[0] == Actor.class)
                    .forEach(method -> methods.add(service.getSimpleName() + "." + method.getName()));
        }
        methods.removeIf(method -> method.startsWith("Overview."));

        Stream<String> known =
                Stream.of(READS, deeds().stream().map(Deed::method).toList()).flatMap(Collection::stream);

        assertThat(methods).containsExactlyInAnyOrderElementsOf(known.toList());
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void entersOnce(Deed deed) throws Exception {
        String name = deed.method().toLowerCase(Locale.ROOT);
        Act act = deed.preparation().with(name);
        int before = entries().size();

        act.run();

        List<AuditEntry> entered = entries().subList(0, entries().size() - before);
        assertThat(entered).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo("anna");
            assertThat(entry.action()).isEqualTo(deed.action());
            assertThat(entry.subject().kind()).isEqualTo(deed.kind());
            assertThat(entry.subject().name()).containsAnyOf(name, "environment");
            assertThat(entry.changes()).extracting(FieldChange::field).containsAll(deed.fields());
        });
    }

    /** A try changes nothing of ours, but needs an engine that runs checks meanwhile. */
    List<Deed> changes() {
        return deeds().stream()
                .filter(deed -> !deed.method().equals("Engine.tryOut"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void doesNothingThatCannotBeEntered(Deed deed) {
        Act act = deed.preparation().with("unwritten." + deed.method().toLowerCase(Locale.ROOT));
        List<String> before = everything();
        int entered = entries().size();
        db.execute("ALTER TABLE nscacheck.nsca_audit ADD CONSTRAINT never CHECK (false) NOT VALID");
        try {
            assertThatThrownBy(act::run).isInstanceOf(Exception.class);
        } finally {
            db.execute("ALTER TABLE nscacheck.nsca_audit DROP CONSTRAINT never");
        }

        assertThat(everything()).isEqualTo(before);
        assertThat(entries()).hasSize(entered);
    }

    private List<AuditEntry> entries() {
        return db.nsca.stores().audit().find(AuditFilter.ALL, Long.MAX_VALUE, 1000);
    }

    private List<String> everything() {
        return TABLES.stream()
                .map(table -> db.query(
                                "SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM nscacheck." + table + " t")
                        .toString())
                .toList();
    }
}
