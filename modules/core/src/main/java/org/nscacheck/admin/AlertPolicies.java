/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.nscacheck.alerting.AlertSettings;
import org.nscacheck.alerting.Dependency;
import org.nscacheck.alerting.Policies;
import org.nscacheck.alerting.QuietHours;
import org.nscacheck.alerting.Recipient;
import org.nscacheck.alerting.Route;
import org.nscacheck.alerting.Silence;
import org.nscacheck.alerting.Window;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.policy.PolicyType;
import org.nscacheck.schedule.Cron;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Change;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between stored policies, which speak of notifiers and checks by name, and those that decide whom to tell, which know their ids.
 * Thread-safe.
 */
public final class AlertPolicies {

    private static final Logger log = LoggerFactory.getLogger(AlertPolicies.class);

    /** Settings that stand beside the others of a policy, or that are known already. */
    private static final Set<String> ELSEWHERE = Set.of("name", "position", "by");

    /** Settings that name notifiers. */
    static final List<String> NOTIFIERS = List.of("notifiers", "escalate-to", "notifier");

    private static final String PARENT = "parent";
    /** A message names so many at most. */
    private static final int MOST_NAMES = 10;

    /**
     * What will be stored soon, at the first start, if it is not yet.
     *
     * @param notifiers names of notifiers
     * @param checks keys of checks
     */
    public record Expected(Set<String> notifiers, Set<String> checks) {

        /** Returns an id that nothing has. */
        private static String id(String name) {
            return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        }
    }

    private final PolicyStore policies;
    private final ServerStore notifiers;
    private final CheckStore checks;
    private final Cron.Parser cron;
    private final Supplier<Expected> expected;
    private final AlertSettings settings;

    /**
     * @param notifiers servers that tell people
     * @param cron reads the expressions of maintenance windows
     * @param expected what code and properties declare, stored or not
     * @param settings what holds for everybody
     */
    public AlertPolicies(
            PolicyStore policies,
            ServerStore notifiers,
            CheckStore checks,
            Cron.Parser cron,
            Supplier<Expected> expected,
            AlertSettings settings) {
        this.policies = policies;
        this.notifiers = notifiers;
        this.checks = checks;
        this.cron = cron;
        this.expected = expected;
        this.settings = settings;
    }

    /** Returns what policies of each kind that is about telling people may say. */
    public List<PolicyType> types() {
        return List.of(
                type(PolicyKind.ROUTE, Route.SETTINGS, Route::read),
                type(PolicyKind.SILENCE, Silence.SETTINGS, Silence::read),
                type(PolicyKind.WINDOW, Window.SETTINGS, this::window),
                type(PolicyKind.QUIET_HOURS, QuietHours.SETTINGS, QuietHours::read),
                type(PolicyKind.DEPENDENCY, Dependency.SETTINGS, Dependency::read));
    }

    private PolicyType type(
            PolicyKind kind,
            List<Setting> settings,
            BiFunction<Map<String, String>, List<String>, Optional<?>> reader) {
        List<Setting> own = settings.stream()
                .filter(setting -> !ELSEWHERE.contains(setting.name()))
                .toList();
        return new PolicyType(kind, own, typed -> {
            List<String> faults = new ArrayList<>();
            typed.keySet().stream()
                    .filter(ELSEWHERE::contains)
                    .sorted()
                    .forEach(name -> faults.add("there is no setting '" + name + "'"));
            Policy policy = Policy.of(kind, "new", typed);
            Map<String, String> whole = complete(policy, "nobody", faults);
            if (reader.apply(whole, faults).isEmpty() && faults.isEmpty()) {
                faults.add("it cannot be read");
            }
            return faults;
        });
    }

    private Optional<Window> window(Map<String, String> settings, List<String> faults) {
        return Window.read(settings, cron, faults);
    }

    /** Returns all policies that are in force. One that cannot be read holds nobody back and tells nobody; the log says so. */
    public Policies read() {
        return read(notifiers.findAll());
    }

    /** Returns the same, or nothing if there is nobody to tell. */
    public Policies readForPeople() {
        List<Server> people = notifiers.findAll();
        return people.isEmpty() ? Policies.NONE : read(people);
    }

    private Policies read(List<Server> people) {
        return new Policies(
                people.stream()
                        .collect(Collectors.toMap(
                                Server::id, server -> new Recipient(server.id(), server.name(), server.active()))),
                read(PolicyKind.ROUTE, Route::read),
                read(PolicyKind.SILENCE, Silence::read),
                read(PolicyKind.WINDOW, this::window),
                read(PolicyKind.QUIET_HOURS, QuietHours::read),
                dependencies(),
                settings.digest());
    }

    /** A heartbeat that nobody has activated has no state, and holds nobody back. */
    private List<Dependency> dependencies() {
        List<Dependency> all = new ArrayList<>(read(PolicyKind.DEPENDENCY, Dependency::read));
        if (settings.heartbeatFirst()) {
            checks.findAll(new CheckKey(CheckKey.HEARTBEAT)).stream()
                    .map(check -> Dependency.onHeartbeat(check.id()))
                    .forEach(all::add);
        }
        return all;
    }

    private <T> List<T> read(PolicyKind kind, BiFunction<Map<String, String>, List<String>, Optional<T>> reader) {
        List<T> read = new ArrayList<>();
        for (Policy policy : policies.findAll(kind)) {
            if (policy.active()) {
                List<String> faults = new ArrayList<>();
                Map<String, String> settings = complete(policy, by(policy), faults);
                Optional<T> made = reader.apply(settings, faults);
                made.ifPresent(read::add);
                if (!faults.isEmpty()) {
                    log.error(
                            "NSCA-144 policy cannot be read, it has no effect kind={} name={} fault=\"{}\"",
                            kind.key(),
                            Names.printable(policy.name()),
                            Names.printable(String.join("; ", faults)));
                }
            }
        }
        return read;
    }

    /** Returns who asks for a silence; nothing else names anybody. */
    private String by(Policy policy) {
        return policy.kind() == PolicyKind.SILENCE
                ? policies.lastChange(policy.id()).map(Change::by).orElse("somebody")
                : "";
    }

    /** Adds what stands beside the settings, and puts ids in place of names. */
    private Map<String, String> complete(Policy policy, String by, List<String> faults) {
        Map<String, String> settings = new HashMap<>(policy.settings());
        if (policy.kind() == PolicyKind.ROUTE || policy.kind() == PolicyKind.WINDOW) {
            settings.put("name", policy.name());
        }
        if (policy.kind() == PolicyKind.ROUTE) {
            settings.put("position", String.valueOf(policy.position()));
        }
        if (policy.kind() == PolicyKind.SILENCE) {
            settings.put("by", by);
        }
        NOTIFIERS.forEach(name -> settings.computeIfPresent(name, (same, names) -> notifierIds(name, names, faults)));
        if (policy.kind() == PolicyKind.DEPENDENCY) {
            settings.computeIfPresent(PARENT, (same, name) -> checkId(name, faults));
        }
        return settings;
    }

    private String notifierIds(String setting, String names, List<String> faults) {
        List<Server> known = notifiers.findAll();
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> known.stream()
                        .filter(one -> one.name().equals(name))
                        .map(server -> server.id().toString())
                        .findFirst()
                        .orElseGet(() -> expectedId(
                                setting + " '" + name + "' is no notifier, known are ",
                                name,
                                expected.get().notifiers,
                                known.stream().map(Server::name).toList(),
                                faults)))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.joining(","));
    }

    private String checkId(String name, List<String> faults) {
        List<StoredCheck> all = checks.findAll();
        return all.stream()
                .filter(check ->
                        check.name().equals(name) || check.key().value().equals(name))
                .map(check -> check.id().toString())
                .findFirst()
                .orElseGet(() -> expectedId(
                        PARENT + " '" + name + "' is no check, known are ",
                        name,
                        expected.get().checks,
                        all.stream().map(StoredCheck::name).toList(),
                        faults));
    }

    private static String expectedId(
            String fault, String name, Set<String> expected, List<String> known, List<String> faults) {
        if (expected.contains(name)) {
            return Expected.id(name);
        }
        faults.add(fault
                + Names.nearestFirst(name, known).stream().limit(MOST_NAMES).toList());
        return "";
    }
}
