/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.push.Agent;
import org.nscacheck.push.AgentAdministration.AgentView;
import org.nscacheck.push.PushedService;

/**
 * A line of the list of agents.
 *
 * @param id identity
 * @param name name under which it reports
 * @param state whether what it reports is taken
 * @param address of its latest contact
 * @param lastAt when it reported last
 * @param services what it reports
 */
record AgentRow(
        String id, String name, State state, String address, Words.@Nullable Moment lastAt, List<Service> services) {

    /**
     * Whether what it reports is taken.
     *
     * @param approved whether it is
     * @param words what a person reads
     * @param style class of the style sheet
     */
    record State(boolean approved, String words, String style) {

        static State of(Agent agent) {
            if (!agent.approved()) {
                return new State(false, "Waits for approval, or is blocked", "critical");
            }
            return agent.keyHash() == null
                    ? new State(true, "Its next key is taken", "plain")
                    : new State(true, "Approved", "plain");
        }
    }

    /**
     * A service of it.
     *
     * @param check id of the check that it is
     * @param name its name
     * @param late whether a report is missing
     */
    record Service(String check, String name, boolean late) {

        static Service of(PushedService service) {
            PushedService.Last last = service.last();
            return new Service(service.check().toString(), service.name(), last != null && last.lateSince() != null);
        }
    }

    static AgentRow of(AgentView view, Words words, Instant now) {
        Agent agent = view.agent();
        return new AgentRow(
                agent.id().toString(),
                agent.name(),
                State.of(agent),
                agent.contact().address(),
                words.moment(agent.contact().lastAt(), now),
                view.services().stream().map(Service::of).toList());
    }
}
