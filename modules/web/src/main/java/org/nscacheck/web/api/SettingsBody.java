/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nscacheck.FailureStatus;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Confirmation;
import org.nscacheck.schedule.Durations;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Names;

/** Reads the settings of a check. What is missing follows the code. */
final class SettingsBody {

    private SettingsBody() {}

    static CheckSettings read(Body body) {
        Body settings = body.object("settings");
        if (settings == null) {
            return CheckSettings.NONE;
        }
        settings.only(
                "service",
                "host",
                "schedule",
                "spread",
                "timeout",
                "servers",
                "arguments",
                "active",
                "noResult",
                "confirmation",
                "runbook");
        CheckSettings.Builder builder = CheckSettings.builder()
                .service(settings.read("service", Names::requireService))
                .host(settings.read("host", Names::requireHost))
                .schedule(schedule(settings))
                .spread(settings.read("spread", Durations::parse))
                .timeout(settings.read("timeout", text -> CheckSettings.requireTimeout(Durations.parse(text))))
                .servers(settings.list("servers"))
                .arguments(settings.texts("arguments"))
                .active(settings.flag("active"))
                .confirmation(confirmation(settings))
                .runbook(settings.read("runbook", CheckSettings::requireRunbook));
        noResult(settings, builder);
        return settings.made(builder::build);
    }

    private static @Nullable ScheduleSpec schedule(Body settings) {
        Body schedule = settings.object("schedule");
        if (schedule == null) {
            return null;
        }
        schedule.only("every", "cron", "zone");
        return schedule.made(
                () -> new ScheduleSpec(schedule.text("every"), schedule.text("cron"), schedule.text("zone")));
    }

    private static @Nullable Confirmation confirmation(Body settings) {
        Body confirmation = settings.object("confirmation");
        if (confirmation == null) {
            return null;
        }
        confirmation.only("attempts", "retryInterval", "reportEach");
        Duration interval = confirmation.read("retryInterval", Durations::parse);
        return confirmation.made(() -> new Confirmation(
                confirmation.number("attempts", Confirmation.NONE.attempts()),
                Objects.requireNonNullElse(interval, Confirmation.DEFAULT_RETRY_INTERVAL),
                confirmation.flag("reportEach", false)));
    }

    private static void noResult(Body settings, CheckSettings.Builder builder) {
        Body noResult = settings.object("noResult");
        if (noResult != null) {
            noResult.only("onError", "onTimeout", "allowVoid");
            builder.onError(noResult.word("onError", FailureStatus.class))
                    .onTimeout(noResult.word("onTimeout", FailureStatus.class))
                    .allowVoid(noResult.flag("allowVoid"));
        }
    }
}
