/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.PerfData;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.CheckSource;
import org.nscacheck.schedule.Durations;
import org.nscacheck.schedule.ScheduleSpec;

/**
 * The code of the checks that agents' services are. It is called when a report has not come in time, and says so; as long as none
 * comes, again and again, so that a receiver with freshness of its own hears the reason. A silent agent is never green.
 */
public final class PushedChecks implements CheckSource {

    /** What these checks call. */
    public static final CheckKey KEY = CheckKey.PUSHED;

    private final PushStore store;
    private final PushSettings settings;

    /** Makes the source for agents of this store. */
    public PushedChecks(PushStore store, PushSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** Returns the name that the check of a service has unless an administrator gives it another. */
    public static String name(String agent, String service) {
        return agent + ": " + service;
    }

    @Override
    public Collection<CheckDefinition> definitions() {
        return List.of(CheckDefinition.builder(KEY, this::late)
                .origin("services of agents")
                .template(true)
                .internal(true)
                .description("A service that an agent reports. Says so when a report has not come in time.")
                .defaults(CheckSettings.builder()
                        .service("agents")
                        .schedule(ScheduleSpec.DEFAULT)
                        .spread(Duration.ZERO)
                        .allowVoid(true)
                        .active(true)
                        .servers(settings.servers())
                        .build())
                .build());
    }

    /** A report may have come since this run was claimed: then there is nothing to say. */
    private @Nullable CheckResult late(CheckContext context) {
        PushStore.Lateness late =
                store.late(context.check(), settings.gracePercent()).orElse(null);
        if (late == null) {
            return null;
        }
        PushedService service = late.service();
        String message = "no report for " + Durations.text(rounded(late.silence())) + ", one was promised every "
                + Durations.text(service.period());
        if (late.first()) {
            store.alert(List.of(PushAlerts.offline(service.agent(), service.name(), "Service is offline: " + message)));
        }
        PushedService.Last last = service.last();
        String before = last == null ? "It has never reported." : "Last report: " + last.status() + " " + last.info();
        return new CheckResult(settings.lateStatus(), message, before, PerfData.none());
    }

    private static Duration rounded(Duration silence) {
        return Duration.ofSeconds(Math.max(1, silence.toSeconds()));
    }
}
