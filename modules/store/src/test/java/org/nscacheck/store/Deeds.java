/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.admin.Permission;
import org.nscacheck.alerting.Acknowledgement;
import org.nscacheck.alerting.Condition;
import org.nscacheck.alerting.Subject;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditFilter;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.contract.Samples;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Severity;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.push.AgentAdministration;
import org.nscacheck.push.AgentId;
import org.nscacheck.schedule.Clockwork;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.token.TokenId;
import org.nscacheck.token.Tokens;

/** Everything that can be done through the services, each with what has to be entered of it. */
final class Deeds {

    static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);

    private static final String KIND = "deaf";
    private static final CheckKey KEY = new CheckKey("disk");

    private final Fixture db;
    private final Engine engine;
    private final AgentAdministration agents;
    private final Tokens tokens;

    /** Something that is done. */
    interface Act {
        void run() throws Exception;
    }

    /** Makes what is needed for it. */
    interface Preparation {
        /** @param name what the subject is to be called */
        Act with(String name);
    }

    /**
     * A method that changes or does something.
     *
     * @param method its class and name
     * @param fields of which changes are entered
     */
    record Deed(String method, AuditAction action, AuditKind kind, List<String> fields, Preparation preparation) {}

    /** Tells nobody anything. */
    private static final class Deaf extends NotifierFactory<String> {
        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public boolean hasSecret() {
            return true;
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        protected String read(Server server, List<String> faults) {
            return "";
        }

        @Override
        protected Notifier notifier(Server server, String settings) {
            return (notifications, deadline) -> notifications.stream()
                    .<SendOutcome>map(each -> new SendOutcome.Accepted())
                    .toList();
        }
    }

    /** Works on a database in which nothing else happens: checks are known, but do not run. */
    Deeds(Fixture db) {
        this.db = db;
        this.engine = engine();
        engine.prepare();
        this.agents = new AgentAdministration(db.nsca.pushes(), engine::administration);
        this.tokens = new Tokens(db.nsca.tokens());
    }

    private Engine engine() {
        CheckDefinition disk =
                CheckDefinition.of(KEY, "Disk", ScheduleSpec.every("1h"), run -> CheckResult.of(Status.OK, "fine"));
        return new Engine(
                db.nsca.stores(),
                EngineSettings.of("node"),
                Clockwork.NONE,
                List.of(new Deaf()),
                List.of(() -> List.of(disk)));
    }

    List<Deed> all() {
        return List.of(
                deed("Administration.saveServer", AuditAction.CHANGED, AuditKind.SERVER, this::saveServer, "address"),
                deed("Administration.removeSecret", AuditAction.CHANGED, AuditKind.SERVER, this::forget, "secret"),
                deed("Administration.deleteServer", AuditAction.REMOVED, AuditKind.SERVER, this::deleteServer, "name"),
                deed("Administration.saveCheck", AuditAction.CHANGED, AuditKind.CHECK, this::saveCheck, "timeout"),
                deed("Administration.saveChecks", AuditAction.CHANGED, AuditKind.CHECK, this::saveChecks, "timeout"),
                deed("Administration.deleteCheck", AuditAction.REMOVED, AuditKind.CHECK, this::deleteCheck, "key"),
                deed("Administration.runNow", AuditAction.RUN_REQUESTED, AuditKind.CHECK, this::runNow),
                deed("Administration.pause", AuditAction.PAUSED, AuditKind.CHECK, this::pause, "paused-until"),
                deed("Administration.resume", AuditAction.RESUMED, AuditKind.CHECK, this::resume, "paused-until"),
                deed("Administration.confirmEnvironment", AuditAction.CONFIRMED, AuditKind.INSTALLATION, this::confirm),
                deed("PolicyAdministration.save", AuditAction.ADDED, AuditKind.SILENCE, this::silence, "setting.check"),
                deed("PolicyAdministration.delete", AuditAction.REMOVED, AuditKind.SILENCE, this::unsilence, "name"),
                deed("Alerts.acknowledge", AuditAction.ACKNOWLEDGED, AuditKind.CHECK, this::acknowledge, "reason"),
                deed("Alerts.unacknowledge", AuditAction.UNACKNOWLEDGED, AuditKind.CHECK, this::unacknowledge),
                deed("Alerts.test", AuditAction.TESTED, AuditKind.SERVER, this::test),
                deed("Engine.tryOut", AuditAction.TRIED, AuditKind.CHECK, this::tryOut),
                deed("Tokens.create", AuditAction.ADDED, AuditKind.TOKEN, this::createToken, "scope"),
                deed("Tokens.revoke", AuditAction.REMOVED, AuditKind.TOKEN, this::revokeToken),
                deed(
                        "AgentAdministration.setApproved",
                        AuditAction.CHANGED,
                        AuditKind.AGENT,
                        this::approve,
                        "approved"),
                deed("AgentAdministration.forgetKey", AuditAction.CHANGED, AuditKind.AGENT, this::forgetKey, "secret"),
                deed("AgentAdministration.rename", AuditAction.CHANGED, AuditKind.AGENT, this::renameAgent, "name"),
                deed("AgentAdministration.delete", AuditAction.REMOVED, AuditKind.AGENT, this::deleteAgent),
                deed("Deliveries.retry", AuditAction.RETRIED, AuditKind.SERVER, this::retry, "services"),
                deed("Deliveries.retryAll", AuditAction.RETRIED, AuditKind.SERVER, this::retryAll, "deliveries"),
                deed("Deliveries.discard", AuditAction.DISCARDED, AuditKind.SERVER, this::discard, "reason"),
                deed("Activity.undo", AuditAction.CHANGED, AuditKind.CHECK, this::undo, "timeout"),
                deed("Activity.undoAll", AuditAction.ADDED, AuditKind.CHECK, this::undoAll, "name"));
    }

    private static Deed deed(
            String method, AuditAction action, AuditKind kind, Preparation preparation, String... fields) {
        return new Deed(method, action, kind, List.of(fields), preparation);
    }

    private Server server(String name) {
        return engine.administration()
                .saveServer(
                        ANNA,
                        Server.builder(name, KIND)
                                .address("127.0.0.1")
                                .hostName("shop")
                                .build(),
                        SecretChange.set(Secret.of("geheim")));
    }

    private Act saveServer(String name) {
        Server server = server(name);
        return () -> engine.administration()
                .saveServer(
                        ANNA, server.toBuilder().address("127.0.0.2").build(), SecretChange.set(Secret.of("geheim")));
    }

    private Act forget(String name) {
        Server server = server(name);
        return () -> engine.administration().removeSecret(ANNA, server.id());
    }

    private Act deleteServer(String name) {
        Server server = server(name);
        return () -> engine.administration().deleteServer(ANNA, server.id());
    }

    private StoredCheck check(String name) {
        StoredCheck fresh = StoredCheck.of(KEY);
        return engine.administration()
                .saveCheck(ANNA, new StoredCheck(fresh.id(), KEY, name, CheckSettings.NONE, null, 0));
    }

    private static StoredCheck slower(StoredCheck check) {
        CheckSettings settings =
                CheckSettings.builder().timeout(Duration.ofMinutes(2)).build();
        return new StoredCheck(check.id(), KEY, check.name(), settings, null, check.version());
    }

    private Act saveCheck(String name) {
        StoredCheck check = check(name);
        return () -> engine.administration().saveCheck(ANNA, slower(check));
    }

    private Act saveChecks(String name) {
        StoredCheck check = check(name);
        return () -> engine.administration().saveChecks(ANNA, List.of(slower(check)));
    }

    private Act deleteCheck(String name) {
        CheckId id = check(name).id();
        return () -> engine.administration().deleteCheck(ANNA, id);
    }

    private Act runNow(String name) {
        CheckId id = check(name).id();
        return () -> engine.administration().runNow(ANNA, id);
    }

    private Act pause(String name) {
        CheckId id = check(name).id();
        return () -> engine.administration().pause(ANNA, id, Duration.ofHours(1));
    }

    private Act resume(String name) {
        CheckId id = check(name).id();
        engine.administration().pause(ANNA, id, null);
        return () -> engine.administration().resume(ANNA, id);
    }

    private Act confirm(String name) {
        db.execute("UPDATE nscacheck.nsca_installation SET environment = 'other'");
        return () -> engine.administration().confirmEnvironment(ANNA);
    }

    private Policy policy(String name) {
        Map<String, String> settings = Map.of(
                "check",
                "disk",
                "starts",
                "2026-03-01T22:00:00Z",
                "ends",
                "2026-03-02T06:00:00Z",
                "reason",
                "new disk");
        return Policy.of(PolicyKind.SILENCE, name, settings);
    }

    private Act silence(String name) {
        return () -> engine.policies().save(ANNA, policy(name));
    }

    private Act unsilence(String name) {
        Policy policy = engine.policies().save(ANNA, policy(name));
        return () -> engine.policies().delete(ANNA, policy.id());
    }

    private SubjectKey problem(String name) {
        Instant now = db.nsca.stores().due().now();
        Subject subject = Subject.of(new Identity("host", name, "", "check", ""));
        db.nsca
                .stores()
                .alerts()
                .observe(subject, new Condition(Status.CRITICAL, now, now, "full", 0, false, Map.of()));
        return subject.id();
    }

    private Act acknowledge(String name) {
        SubjectKey problem = problem(name);
        return () -> engine.alerts().acknowledge(ANNA, problem, "on it", null);
    }

    private Act unacknowledge(String name) {
        SubjectKey problem = problem(name);
        Instant now = db.nsca.stores().due().now();
        db.nsca
                .stores()
                .alerts()
                .acknowledge(problem, new Acknowledgement("anna", "", now, null, Severity.FAILURE), Samples.note());
        return () -> engine.alerts().unacknowledge(ANNA, problem);
    }

    private Act test(String name) {
        Server server = server(name);
        return () -> engine.alerts().test(ANNA, server.id());
    }

    private Act tryOut(String name) {
        check(name);
        return () -> {
            try (Engine running = engine()) {
                running.start();
                running.tryOut(ANNA, name);
            }
        };
    }

    private Act createToken(String name) {
        return () -> tokens.create(ANNA, name, Permission.VIEW, Duration.ofDays(1));
    }

    private Act revokeToken(String name) {
        TokenId id = tokens.create(ANNA, name, Permission.VIEW, Duration.ofDays(1))
                .token()
                .id();
        return () -> tokens.revoke(ANNA, id);
    }

    private AgentId agent(String name) {
        return db.nsca.pushes().register(name, "hash", false, "10.0.0.1").id();
    }

    private Act approve(String name) {
        AgentId id = agent(name);
        return () -> agents.setApproved(ANNA, id, true);
    }

    private Act forgetKey(String name) {
        AgentId id = agent(name);
        return () -> agents.forgetKey(ANNA, id);
    }

    private Act renameAgent(String name) {
        AgentId id = agent(name);
        return () -> agents.rename(ANNA, id, name + "-b");
    }

    private Act deleteAgent(String name) {
        AgentId id = agent(name);
        return () -> agents.delete(ANNA, id);
    }

    /** Has a result wait for a server, which is not to be tried before long. */
    private Server waiting(String name) {
        Server server = server(name);
        Check check = db.addCheck(name, server);
        db.planDueNow(check);
        db.result(check, Status.WARNING, "7 mails");
        db.execute("UPDATE nscacheck.nsca_delivery SET not_before = nscacheck.nsca_now() + interval '1 hour'");
        return server;
    }

    private long delivery(Server server) {
        return engine.deliveries()
                .list(ANNA, DeliveryQuery.of(DeliveryGroup.WAITING, 1).of(server.id()))
                .entries()
                .get(0)
                .id();
    }

    private Act retry(String name) {
        long id = delivery(waiting(name));
        return () -> engine.deliveries().retry(ANNA, id);
    }

    private Act retryAll(String name) {
        Server server = waiting(name);
        return () -> engine.deliveries().retryAll(ANNA, server.id());
    }

    private Act discard(String name) {
        long id = delivery(waiting(name));
        return () -> engine.deliveries().discard(ANNA, List.of(id), "the server is gone");
    }

    private long latest() {
        return db.nsca
                .stores()
                .audit()
                .find(AuditFilter.ALL, Long.MAX_VALUE, 1)
                .get(0)
                .id();
    }

    private Act undo(String name) {
        engine.administration().saveCheck(ANNA, slower(check(name)));
        long id = latest();
        return () -> engine.activity().undo(ANNA, id);
    }

    private Act undoAll(String name) {
        engine.administration().deleteCheck(ANNA, check(name).id());
        long id = latest();
        return () -> {
            if (!engine.activity().undoAll(ANNA, List.of(id)).isEmpty()) {
                throw new IllegalStateException("it was refused");
            }
        };
    }
}
