/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.check.CheckId;

/** Agents, their services and alerts. Its clock is the database's. Implementations are thread-safe. */
public interface PushStore {

    /** Returns the agent of this name. */
    Optional<Agent> find(String name);

    /** Returns all agents by name. */
    List<Agent> agents();

    /**
     * Adds an agent.
     *
     * @return the agent as stored, or the one that has this name already
     */
    Agent register(String name, String keyHash, boolean approved, String address);

    /** Notes that an agent has reported. */
    void seen(AgentId id, String address);

    /**
     * Forgets the key of an agent: that of its next contact is taken.
     *
     * @param note entered in the audit trail with it
     */
    void forgetKey(AgentId id, AuditNote note);

    /**
     * Takes the key of a contact, if the agent has none.
     *
     * @return false if it has one
     */
    boolean bindKey(AgentId id, String keyHash);

    /**
     * Sets whether what an agent reports is taken.
     *
     * @param note entered in the audit trail with it
     */
    void setApproved(AgentId id, boolean approved, AuditNote note);

    /**
     * Gives an agent another name.
     *
     * @param note entered in the audit trail with it
     * @throws org.nscacheck.RefusedException if another one has it
     */
    void rename(AgentId id, String name, AuditNote note);

    /**
     * Removes an agent, its alerts and the link to its services, but not their checks.
     *
     * @param note entered in the audit trail with it
     */
    void delete(AgentId id, AuditNote note);

    /** Returns the services of an agent by name. */
    List<PushedService> services(AgentId agent);

    /** Returns all services by name. */
    List<PushedService> services();

    /** Adds the service that a check is; one that is there stays. */
    void add(CheckId check, AgentId agent, String name, Duration period);

    /**
     * Notes what was reported of services, and what is promised now; they are not late any more.
     *
     * @param states by check
     * @return these services as they were before
     */
    List<PushedService> reported(Map<CheckId, PushedState> states);

    /**
     * Finds out whether a service did not report in time, and notes it.
     *
     * @param gracePercent how much longer than its period it may be silent, in percent of the period
     * @return the service, or empty if it is in time, or is none
     */
    Optional<Lateness> late(CheckId check, int gracePercent);

    /**
     * A service that did not report in time.
     *
     * @param service the service, with what it reported last
     * @param silence for how long nothing has come
     * @param first whether this had not been noted before
     */
    record Lateness(PushedService service, Duration silence, boolean first) {}

    /** Stores alerts; number and time are those of the store. */
    void alert(Collection<PushAlert> alerts);

    /** Returns alerts that came after a moment, the newest first, at most as many as said. */
    List<PushAlert> alerts(Instant after, int max);

    /** Removes alerts that are older than this; returns how many. */
    int forgetAlerts(Duration age);
}
