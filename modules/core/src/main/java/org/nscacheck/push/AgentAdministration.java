/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Administration;
import org.nscacheck.admin.Permission;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.audit.FieldChange;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people see of agents and may do with them. Thread-safe. */
public final class AgentAdministration {

    private static final Logger log = LoggerFactory.getLogger(AgentAdministration.class);

    private final PushStore store;
    private final Supplier<Administration> administration;

    /**
     * An agent and its services by name.
     *
     * @param agent the agent
     * @param services what it reports
     */
    public record AgentView(Agent agent, List<PushedService> services) {}

    /** @param administration may throw while the application starts */
    public AgentAdministration(PushStore store, Supplier<Administration> administration) {
        this.store = store;
        this.administration = administration;
    }

    /**
     * Returns all agents by name.
     *
     * @throws org.nscacheck.admin.NotPermittedException unless the actor may look
     */
    public List<AgentView> agents(Actor actor) {
        actor.require(Permission.VIEW);
        Map<AgentId, List<PushedService>> services = new HashMap<>();
        store.services().forEach(service -> services.computeIfAbsent(service.agent(), id -> new ArrayList<>())
                .add(service));
        return store.agents().stream()
                .map(agent -> new AgentView(agent, services.getOrDefault(agent.id(), List.of())))
                .toList();
    }

    /**
     * Has what an agent reports taken, or not.
     *
     * @throws org.nscacheck.admin.NotPermittedException unless the actor may administer
     */
    public void setApproved(Actor actor, AgentId id, boolean approved) {
        Agent agent = require(actor, id);
        FieldChange change = new FieldChange("approved", String.valueOf(agent.approved()), String.valueOf(approved));
        store.setApproved(id, approved, note(actor, AuditAction.CHANGED, agent, change));
        log(actor, agent, approved ? "approved" : "blocked");
    }

    /**
     * Has the key of an agent forgotten: that of its next contact is taken, so that a key can be changed at the agent.
     *
     * @throws org.nscacheck.admin.NotPermittedException unless the actor may administer
     */
    public void forgetKey(Actor actor, AgentId id) {
        Agent agent = require(actor, id);
        FieldChange change = new FieldChange("secret", "set", "removed");
        store.forgetKey(id, note(actor, AuditAction.CHANGED, agent, change));
        log(actor, agent, "key forgotten");
    }

    /**
     * Gives an agent another name, under which it has to report from now on; its services stay what they are for the receivers.
     *
     * @throws org.nscacheck.admin.NotPermittedException unless the actor may administer
     * @throws RefusedException if the name is none, or another agent has it
     */
    public void rename(Actor actor, AgentId id, String name) {
        Agent agent = require(actor, id);
        String wanted = Names.requireHost(name);
        FieldChange change = new FieldChange("name", agent.name(), wanted);
        store.rename(id, wanted, note(actor, AuditAction.CHANGED, agent, change));
        log(actor, agent, "renamed to " + name);
    }

    /**
     * Removes an agent with its services and alerts; their history stays until its time is over. If it reports again, it is new.
     *
     * @throws org.nscacheck.admin.NotPermittedException unless the actor may administer
     */
    public void delete(Actor actor, AgentId id) {
        Agent agent = require(actor, id);
        store.services(id).forEach(service -> administration.get().deleteCheck(actor, service.check()));
        store.delete(id, note(actor, AuditAction.REMOVED, agent));
        log(actor, agent, "removed");
    }

    private Agent require(Actor actor, AgentId id) {
        actor.require(Permission.ADMINISTER);
        return store.agents().stream()
                .filter(agent -> agent.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RefusedException("there is no agent " + id + " any more"));
    }

    private static AuditNote note(Actor actor, AuditAction action, Agent agent, FieldChange... changes) {
        AuditSubject subject = new AuditSubject(AuditKind.AGENT, agent.id().toString(), agent.name());
        return AuditNote.of(actor.madeBy(), action, subject, changes);
    }

    private static void log(Actor actor, Agent agent, String what) {
        log.info(
                "NSCA-512 agent changed name=\"{}\" change=\"{}\" by={}",
                Names.printable(agent.name()),
                Names.printable(what),
                Names.printable(actor.name()));
    }
}
