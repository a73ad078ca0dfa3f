/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Severity;
import org.nscacheck.schedule.Durations;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.ServerId;

/** The settings of a route. */
final class RouteFields {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(31);

    private static final List<Setting.Option> YES_NO =
            List.of(new Setting.Option("false", "no"), new Setting.Option("true", "yes"));

    static final List<Setting> SETTINGS = Stream.of(
                    List.of(
                            Setting.text("name", "Name", "For people", ""),
                            Setting.text("position", "Position", "Lower ones are asked first, 0 to 9999", "100"),
                            Setting.text("notifiers", "Notifiers", "Who is told, separated by commas", ""),
                            new Setting(
                                    "stop",
                                    "Stop here",
                                    "Later routes are not asked if this one matches",
                                    "false",
                                    YES_NO),
                            Setting.text(
                                    "severities",
                                    "Severities",
                                    "Which problems: warning, failure or both",
                                    "warning,failure")),
                    Match.SETTINGS,
                    WeeklyFields.SETTINGS,
                    List.of(
                            Setting.text(
                                    "delay", "Delay", "How long a problem lasts before it is told, 0s to 1d", "0s"),
                            Setting.text(
                                    "reminder",
                                    "Reminder",
                                    "How often a problem that lasts is told again, 0s for never",
                                    "0s"),
                            Setting.text(
                                    "recover-after",
                                    "Recover after",
                                    "How many good results make a recovery, 1 to 100",
                                    "1"),
                            Setting.text(
                                    "refresh", "Sign of life", "How often a good state is told, 0s for never", "0s"),
                            new Setting(
                                    "okay-first",
                                    "First OK",
                                    "Whether the first good result of a new check is told",
                                    "false",
                                    YES_NO)),
                    List.of(
                            new Setting(
                                    "flap-detection",
                                    "Flap detection",
                                    "Hold words while the state changes too often",
                                    "true",
                                    YES_NO),
                            Setting.text("flap-begin", "Flapping begins with", "Changes within the span, 2 to 24", "6"),
                            Setting.text(
                                    "flap-end",
                                    "Flapping ends with",
                                    "Changes within the span, less than at its begin",
                                    "2"),
                            Setting.text("flap-span", "Flapping span", "How far is looked back, 1m to 1d", "30m"),
                            Setting.text(
                                    "escalate-to",
                                    "Escalate to",
                                    "Who is told if nobody acknowledges, separated by commas",
                                    ""),
                            Setting.text(
                                    "escalate-after",
                                    "Escalate after",
                                    "How long nobody has acknowledged, 1m to 7d",
                                    "15m")))
            .flatMap(List::stream)
            .toList();

    private RouteFields() {}

    static Route read(Fields fields) {
        return new Route(
                fields.number("position", 0, 9999),
                fields.required("name"),
                when(fields),
                fields.notifiers("notifiers"),
                fields.flag("stop"),
                holds(fields),
                new Escalation(
                        fields.duration("escalate-after", Duration.ofMinutes(1), WEEK),
                        fields.notifiers("escalate-to")));
    }

    private static RouteMatch when(Fields fields) {
        Set<Severity> severities = fields.choices("severities", Severity.class);
        if (severities.isEmpty() || severities.contains(Severity.OKAY)) {
            fields.fault("severities '" + fields.text("severities") + "' must be warning, failure or both");
        }
        return new RouteMatch(Match.read(fields), severities, times(fields));
    }

    private static @Nullable Weekly times(Fields fields) {
        boolean always = !fields.isSet("from")
                && !fields.isSet("to")
                && fields.text("days").equals(WeeklyFields.EACH_DAY);
        return always ? null : WeeklyFields.read(fields);
    }

    private static Holds holds(Fields fields) {
        return new Holds(
                fields.duration("delay", NONE, DAY),
                fields.duration("reminder", NONE, MONTH),
                fields.number("recover-after", 1, Holds.MOST_GOOD_RESULTS),
                fields.duration("refresh", NONE, MONTH),
                fields.flag("okay-first"),
                new FlapLimits(
                        fields.flag("flap-detection"),
                        fields.number("flap-begin", 2, AlertMemory.MAX_CHANGES),
                        fields.number("flap-end", 0, AlertMemory.MAX_CHANGES - 1),
                        fields.duration("flap-span", Duration.ofMinutes(1), DAY)));
    }

    static Map<String, String> settings(Route route) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("name", route.name());
        settings.put("position", String.valueOf(route.position()));
        settings.put("notifiers", ids(route.notifiers()));
        settings.put("stop", String.valueOf(route.stop()));
        settings.put(
                "severities",
                route.when().severities().stream().sorted().map(Fields::word).collect(Collectors.joining(",")));
        route.when().match().write(settings);
        Weekly times = route.when().times();
        if (times != null) {
            WeeklyFields.write(times, settings);
        }
        write(route.holds(), settings);
        settings.put("escalate-to", ids(route.escalation().to()));
        settings.put("escalate-after", Durations.text(route.escalation().after()));
        return PolicyReader.withoutEmpty(settings);
    }

    private static void write(Holds holds, Map<String, String> settings) {
        settings.put("delay", Durations.text(holds.delay()));
        settings.put("reminder", Durations.text(holds.reminder()));
        settings.put("recover-after", String.valueOf(holds.recoverAfter()));
        settings.put("refresh", Durations.text(holds.refresh()));
        settings.put("okay-first", String.valueOf(holds.okayFirst()));
        settings.put("flap-detection", String.valueOf(holds.flaps().on()));
        settings.put("flap-begin", String.valueOf(holds.flaps().begin()));
        settings.put("flap-end", String.valueOf(holds.flaps().end()));
        settings.put("flap-span", Durations.text(holds.flaps().span()));
    }

    private static String ids(List<ServerId> notifiers) {
        return notifiers.stream().map(ServerId::toString).collect(Collectors.joining(","));
    }
}
