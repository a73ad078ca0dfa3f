/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.push.PushAlert.Channel;

/** What is worth an alert, and in which words. A first OK is not; a first state that is worse is, and then each change. */
final class PushAlerts {

    private PushAlerts() {}

    /** Returns the alerts that a report causes. */
    static List<PushAlert> of(Agent agent, @Nullable PushedService before, PushedState state) {
        List<PushAlert> alerts = new ArrayList<>();
        PushedService.Last last = before == null ? null : before.last();
        if (last != null && last.lateSince() != null) {
            alerts.add(alert(agent, state.service(), Channel.PLUGIN, PushAlert.ONLINE, "Service is back online"));
        }
        Status now = state.result().status();
        Status former = last == null ? Status.OK : last.status();
        if (now != former) {
            String from = last == null ? "(?)" : former.name();
            String message = "State changed: " + from + " -> " + now + ": "
                    + state.result().message();
            alerts.add(alert(agent, state.service(), Channel.STATE, now.name(), message));
        }
        return alerts;
    }

    /** Returns the alert of a service that did not report in time. */
    static PushAlert offline(AgentId agent, String service, String message) {
        return new PushAlert(0, agent, service, Instant.EPOCH, Channel.PLUGIN, PushAlert.OFFLINE, message);
    }

    /** Returns an alert that an agent has sent. */
    static PushAlert sent(Agent agent, @Nullable String service, String message) {
        return alert(agent, service, Channel.API, "alert", message);
    }

    private static PushAlert alert(
            Agent agent, @Nullable String service, Channel channel, String event, String message) {
        return new PushAlert(0, agent.id(), service, Instant.EPOCH, channel, event, message);
    }
}
