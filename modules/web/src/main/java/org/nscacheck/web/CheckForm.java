/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nscacheck.FailureStatus;
import org.nscacheck.RefusedException;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Confirmation;
import org.nscacheck.check.Parameter;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.Durations;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Names;

/** Between a check and the form for it. What is left empty follows the code. */
final class CheckForm {

    /** Field names of parameters begin so. */
    static final String ARGUMENT = "argument.";

    /** The one field that may have several values. */
    static final String SERVERS = "servers";

    private static final Pattern EVERY = Pattern.compile("(\\d+)\\s*(\\w+)");

    private CheckForm() {}

    static Form of(StoredCheck check) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        CheckSettings settings = check.settings();
        put(values, "name", check.name());
        put(values, "service", settings.service());
        put(values, "host", settings.host());
        schedule(values, settings.schedule());
        values.put(SERVERS, settings.servers() == null ? List.of() : settings.servers());
        settings.arguments().forEach((name, value) -> put(values, ARGUMENT + name, value));
        put(values, "active", settings.active());
        put(values, "allow-void", settings.noResult().allowVoid());
        put(values, "timeout", settings.timeout() == null ? null : Durations.text(settings.timeout()));
        put(values, "on-error", settings.noResult().onError());
        put(values, "on-timeout", settings.noResult().onTimeout());
        put(values, "spread", settings.spread() == null ? null : Durations.text(settings.spread()));
        confirmation(values, settings.confirmation());
        put(values, "runbook", settings.runbook());
        return Form.showing(values);
    }

    private static void confirmation(Map<String, List<String>> values, @Nullable Confirmation confirmation) {
        if (confirmation != null) {
            put(values, "attempts", confirmation.attempts());
            put(values, "retry-interval", Durations.text(confirmation.retryInterval()));
            put(values, "report-each", confirmation.reportEach());
        }
    }

    private static void put(Map<String, List<String>> values, String field, @Nullable Object value) {
        if (value != null) {
            values.put(field, List.of(value.toString()));
        }
    }

    private static void schedule(Map<String, List<String>> values, @Nullable ScheduleSpec spec) {
        if (spec == null) {
            put(values, "schedule", "code");
            return;
        }
        put(values, "zone", spec.zone());
        if (spec.cron() != null) {
            put(values, "schedule", "cron");
            put(values, "cron", spec.cron());
            return;
        }
        put(values, "schedule", "every");
        Matcher every = EVERY.matcher(String.valueOf(spec.every()));
        if (every.matches()) {
            put(values, "every-number", every.group(1));
            put(values, "every-unit", every.group(2));
        }
    }

    /**
     * Returns the check that was typed, or nothing if it has faults, which are noted in the form then.
     *
     * @param pausedUntil the pause that it has; it is no field of the form
     */
    static Optional<StoredCheck> read(
            Form form, CheckDefinition definition, CheckId id, @Nullable Instant pausedUntil, int version) {
        form.requireOptions(choices(definition));
        String name = form.required("name", "The name");
        CheckSettings.Builder settings = settings(form, definition);
        if (form.isFaulty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StoredCheck(id, definition.key(), name, settings.build(), pausedUntil, version));
        } catch (RefusedException e) {
            form.fault("", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static CheckSettings.Builder settings(Form form, CheckDefinition definition) {
        return CheckSettings.builder()
                .service(form.read("service", Names::requireService))
                .host(form.read("host", Names::requireHost))
                .schedule(readSchedule(form))
                .timeout(form.read("timeout", text -> CheckSettings.requireTimeout(Durations.parse(text))))
                .spread(form.read("spread", Durations::parse))
                .confirmation(readConfirmation(form))
                .runbook(form.read("runbook", CheckSettings::requireRunbook))
                .arguments(arguments(form, definition))
                .servers(form.all(SERVERS).isEmpty() ? null : form.all(SERVERS))
                .active(form.read("active", Boolean::valueOf))
                .allowVoid(form.read("allow-void", Boolean::valueOf))
                .onError(form.read("on-error", FailureStatus::valueOf))
                .onTimeout(form.read("on-timeout", FailureStatus::valueOf));
    }

    /** Returns what each menu of the form offers, by the name of its field. */
    static Map<String, List<Setting.Option>> choices(CheckDefinition definition) {
        Map<String, List<Setting.Option>> choices = new HashMap<>();
        choices.put(
                "every-unit",
                List.of(
                        new Setting.Option("m", "minutes"),
                        new Setting.Option("s", "seconds"),
                        new Setting.Option("h", "hours"),
                        new Setting.Option("d", "days"),
                        new Setting.Option("w", "weeks"),
                        new Setting.Option("mo", "months")));
        choices.put("active", yesOrNo(definition.defaults().active()));
        choices.put("allow-void", yesOrNo(definition.defaults().noResult().allowVoid()));
        choices.put(
                "report-each",
                List.of(new Setting.Option("", "are kept here"), new Setting.Option("true", "are reported too")));
        choices.put("on-error", failures());
        choices.put("on-timeout", failures());
        for (Parameter parameter : definition.parameters()) {
            if (!parameter.options().isEmpty() && parameter.type() instanceof Class<?>) {
                List<Setting.Option> options = new ArrayList<>();
                options.add(asInTheCode(parameter.defaultValue()));
                parameter.options().forEach(option -> options.add(new Setting.Option(option, option)));
                choices.put(ARGUMENT + parameter.name(), options);
            }
        }
        return choices;
    }

    private static Setting.Option asInTheCode(@Nullable String value) {
        return new Setting.Option("", value == null ? "must be set" : "as in the code: " + value);
    }

    private static List<Setting.Option> yesOrNo(@Nullable Boolean inTheCode) {
        return List.of(
                asInTheCode(Boolean.TRUE.equals(inTheCode) ? "yes" : "no"),
                new Setting.Option("true", "yes"),
                new Setting.Option("false", "no"));
    }

    private static List<Setting.Option> failures() {
        List<Setting.Option> options = new ArrayList<>();
        options.add(new Setting.Option("", "as in the code"));
        for (FailureStatus status : FailureStatus.values()) {
            options.add(new Setting.Option(
                    status.name(), status == FailureStatus.DEFAULT ? "as configured for all" : "report " + status));
        }
        return options;
    }

    private static @Nullable Confirmation readConfirmation(Form form) {
        Integer attempts = form.read("attempts", CheckForm::attempts);
        Duration retryInterval = form.read("retry-interval", Durations::parse);
        if (attempts == null) {
            if (form.given("report-each").isPresent() && form.fault("attempts").isEmpty()) {
                form.fault("report-each", "The attempts must be filled in if unconfirmed results are reported.");
            }
            if (retryInterval != null && form.fault("attempts").isEmpty()) {
                form.fault("attempts", "The attempts must be filled in if there is a retry interval.");
            }
            return null;
        }
        try {
            return new Confirmation(
                    attempts,
                    retryInterval == null ? Confirmation.DEFAULT_RETRY_INTERVAL : retryInterval,
                    form.has("report-each", "true"));
        } catch (RefusedException e) {
            form.fault("attempts", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static int attempts(String text) {
        if (!text.matches("\\d{1,3}")) {
            throw new RefusedException("The attempts must be a number from 1 to 100.");
        }
        return Integer.parseInt(text);
    }

    private static Map<String, String> arguments(Form form, CheckDefinition definition) {
        Map<String, String> arguments = new HashMap<>();
        for (Parameter parameter : definition.parameters()) {
            String field = ARGUMENT + parameter.name();
            form.given(field).ifPresent(text -> {
                arguments.put(parameter.name(), text);
                form.read(field, parameter::bind);
            });
        }
        return arguments;
    }

    static @Nullable ScheduleSpec readSchedule(Form form) {
        String zone = form.read("zone", CheckForm::zone);
        switch (form.text("schedule")) {
            case "every" -> {
                String number = form.text("every-number");
                if (!number.matches("[1-9]\\d{0,3}")) {
                    form.fault("every-number", "The interval must be a number from 1 to 9999.");
                    return null;
                }
                return new ScheduleSpec(number + form.text("every-unit"), null, zone);
            }
            case "cron" -> {
                form.required("cron", "The cron expression");
                return form.read("cron", cron -> ScheduleSpec.cron(cron, zone));
            }
            default -> {
                form.given("zone")
                        .ifPresent(text -> form.fault(
                                "zone",
                                "The time zone belongs to an interval or a cron expression of this form. Choose one, or"
                                        + " leave the zone empty."));
                return null;
            }
        }
    }

    private static String zone(String text) {
        try {
            return ZoneId.of(text).getId();
        } catch (DateTimeException e) {
            throw new RefusedException("'" + text + "' is not a time zone. Write one such as Europe/Paris or UTC.", e);
        }
    }
}
