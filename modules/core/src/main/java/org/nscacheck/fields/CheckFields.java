/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.fields;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.FailureStatus;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Confirmation;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;

/** A check as text by field, and back. What is not set has no field. */
public final class CheckFields {

    private static final String PAUSED_UNTIL = AuditNote.PAUSED_UNTIL;

    private static final String ARGUMENT = "argument.";

    private CheckFields() {}

    /** Returns which check an entry is about. */
    public static AuditSubject subject(StoredCheck check) {
        return new AuditSubject(AuditKind.CHECK, check.id().toString(), check.name());
    }

    /** Returns all that can be changed of a check. */
    public static Map<String, String> of(StoredCheck check) {
        CheckSettings settings = check.settings();
        Fields fields = new Fields();
        fields.put("name", check.name());
        fields.put("key", check.key());
        fields.put(PAUSED_UNTIL, check.pausedUntil());
        fields.put("service", settings.service());
        fields.put("host", settings.host());
        fields.put("spread", settings.spread());
        fields.put("timeout", settings.timeout());
        fields.put("servers", settings.servers() == null ? null : String.join(", ", settings.servers()));
        fields.putAll(ARGUMENT, settings.arguments());
        fields.put("active", settings.active());
        fields.put("on-error", settings.noResult().onError());
        fields.put("on-timeout", settings.noResult().onTimeout());
        fields.put("allow-void", settings.noResult().allowVoid());
        fields.put("runbook", settings.runbook());
        put(fields, settings.schedule());
        put(fields, settings.confirmation());
        return fields.all();
    }

    private static void put(Fields fields, @Nullable ScheduleSpec schedule) {
        if (schedule != null) {
            fields.put("every", schedule.every());
            fields.put("cron", schedule.cron());
            fields.put("zone", schedule.zone());
        }
    }

    private static void put(Fields fields, @Nullable Confirmation confirmation) {
        if (confirmation != null) {
            fields.put("attempts", confirmation.attempts());
            fields.put("retry-interval", confirmation.retryInterval());
            fields.put("report-each", confirmation.reportEach());
        }
    }

    /**
     * Returns the check that these fields describe.
     *
     * @throws RuntimeException if a value is none, as in an entry of another release
     */
    public static StoredCheck read(CheckId id, Map<String, String> values, int version) {
        Fields fields = new Fields(values);
        CheckSettings settings = CheckSettings.builder()
                .service(fields.text("service"))
                .host(fields.text("host"))
                .schedule(schedule(fields))
                .spread(fields.get("spread", Duration::parse))
                .timeout(fields.get("timeout", Duration::parse))
                .servers(fields.get("servers", CheckFields::list))
                .arguments(fields.under(ARGUMENT))
                .active(fields.get("active", Boolean::valueOf))
                .onError(fields.get("on-error", FailureStatus::valueOf))
                .onTimeout(fields.get("on-timeout", FailureStatus::valueOf))
                .allowVoid(fields.get("allow-void", Boolean::valueOf))
                .confirmation(confirmation(fields))
                .runbook(fields.text("runbook"))
                .build();
        return new StoredCheck(
                id,
                new CheckKey(fields.required("key")),
                fields.required("name"),
                settings,
                fields.get(PAUSED_UNTIL, Instant::parse),
                version);
    }

    /** Returns the servers that the text of their field stands for. */
    public static List<String> list(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(", ", -1));
    }

    private static @Nullable ScheduleSpec schedule(Fields fields) {
        return fields.text("every") == null && fields.text("cron") == null
                ? null
                : new ScheduleSpec(fields.text("every"), fields.text("cron"), fields.text("zone"));
    }

    private static @Nullable Confirmation confirmation(Fields fields) {
        return fields.text("attempts") == null
                ? null
                : new Confirmation(
                        Integer.parseInt(fields.required("attempts")),
                        Duration.parse(fields.required("retry-interval")),
                        Boolean.parseBoolean(fields.required("report-each")));
    }
}
