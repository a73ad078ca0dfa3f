/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.nscacheck.admin.Alerts;
import org.nscacheck.notification.Identity;

/** Alerts of agents as events, which go to people by the routes. Thread-safe. */
public final class AnnouncedAlerts implements PushReceiver.Announcer {

    private static final String TYPE = "alert";

    private final Supplier<Alerts> alerts;

    /** @param alerts may throw while the application starts */
    public AnnouncedAlerts(Supplier<Alerts> alerts) {
        this.alerts = alerts;
    }

    @Override
    public void announce(String agent, List<PushReceiver.SentAlert> sent) {
        for (PushReceiver.SentAlert alert : sent) {
            Identity about = new Identity(agent, Objects.requireNonNullElse(alert.service(), ""), "", TYPE, "");
            alerts.get().event(about, alert.message(), Map.of("agent", agent));
        }
    }
}
