/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nscacheck.alerting.Scene.ANNA;
import static org.nscacheck.alerting.Scene.BORIS;
import static org.nscacheck.alerting.Scene.MONDAY;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nscacheck.RefusedException;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Severity;
import org.nscacheck.schedule.Cron;
import org.nscacheck.schedule.CronSchedule;
import org.nscacheck.sender.Setting;

/** Policies as settings, and the times in them. */
class PoliciesTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Match MATCH = new Match(new Identity("web*", "p", "q", "t", "u"), "disk*", "prod");
    private static final Weekly NIGHT =
            new Weekly(Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(6, 30), PARIS);

    /** Each day at two in the night, whatever the expression. */
    private static final Cron.Parser AT_TWO = expression -> {
        if (expression.contains("x")) {
            throw new RefusedException("'" + expression + "' is not a cron expression");
        }
        return after -> {
            var slot = after.toLocalDate().atTime(2, 0);
            return slot.isAfter(after) ? slot : slot.plusDays(1);
        };
    };

    private final List<String> faults = new ArrayList<>();

    @Test
    void readsEachPolicyBackFromItsSettings() {
        Silence silence = new Silence(MATCH, MONDAY, MONDAY.plusSeconds(1), "deploy", "anna");
        assertThat(Silence.read(silence.settings(), faults)).contains(silence);
        QuietHours quiet = new QuietHours(ANNA, NIGHT, null);
        assertThat(QuietHours.read(quiet.settings(), faults)).contains(quiet);
        QuietHours breaking = new QuietHours(BORIS, NIGHT, Severity.WARNING);
        assertThat(QuietHours.read(breaking.settings(), faults)).contains(breaking);
        Dependency dependency = new Dependency(MATCH, Scene.PARENT, Duration.ofSeconds(90), Duration.ofHours(2));
        assertThat(Dependency.read(dependency.settings(), faults)).contains(dependency);
        DigestLimits digest = new DigestLimits(9, Duration.ofMinutes(1));
        assertThat(DigestLimits.read(digest.settings(), faults)).contains(digest);
        assertThat(DigestLimits.read(Map.of(), faults)).contains(DigestLimits.DEFAULT);
        assertThat(faults).isEmpty();
    }

    @Test
    void readsEachFormOfAWindowBackFromItsSettings() {
        for (Times times : List.of(
                new Times.Once(MONDAY, MONDAY.plusSeconds(60)),
                NIGHT,
                new Times.ByCron(new CronSchedule("0 0 2 * * ?", PARIS, AT_TWO), Duration.ofHours(3)))) {
            Window window = new Window("patches", MATCH, times);
            assertThat(Window.read(window.settings(), AT_TWO, faults)).contains(window);
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void readsARouteBackFromItsSettings() {
        Holds holds = new Holds(
                Duration.ofMinutes(1),
                Duration.ofHours(4),
                3,
                Duration.ofDays(1),
                true,
                new FlapLimits(true, 9, 3, Duration.ofHours(1)));
        Escalation escalation = new Escalation(Duration.ofMinutes(20), List.of(BORIS));
        RouteMatch when = new RouteMatch(MATCH, Set.of(Severity.FAILURE), NIGHT);
        Route route = new Route(7, "night", when, List.of(ANNA, BORIS), true, holds, escalation);
        assertThat(Route.read(route.settings(), faults)).contains(route);
        Route plain = Route.to(ANNA);
        assertThat(Route.read(plain.settings(), faults)).contains(plain);
        assertThat(faults).isEmpty();
    }

    @Test
    void saysAllFaultsOfARouteAtOnce() {
        Map<String, String> settings = new HashMap<>();
        settings.put("notifiers", "nobody");
        settings.put("severities", "okay,loud");
        settings.put("reminder", "often");
        settings.put("recover-after", "0");
        settings.put("stop", "maybe");
        settings.put("from", "25:00");
        settings.put("days", "mon-someday");
        settings.put("zone", "Mars/Base");
        settings.put("colour", "red");

        assertThat(Route.read(settings, faults)).isEmpty();
        assertThat(faults)
                .anyMatch(fault -> fault.startsWith("there is no setting 'colour'"))
                .anyMatch(fault -> fault.startsWith("name is missing"))
                .anyMatch(fault -> fault.contains("'nobody' is not the id of a notifier"))
                .anyMatch(fault -> fault.contains("'loud' is not one of"))
                .anyMatch(fault -> fault.contains("must be warning, failure or both"))
                .anyMatch(fault -> fault.contains("'often' is not a duration"))
                .anyMatch(fault -> fault.contains("'0' is not a number from 1 to 100"))
                .anyMatch(fault -> fault.contains("'maybe' is neither true nor false"))
                .anyMatch(fault -> fault.startsWith("from: '25:00'"))
                .anyMatch(fault -> fault.startsWith("to is missing"))
                .anyMatch(fault -> fault.contains("'someday' is not a day"))
                .anyMatch(fault -> fault.startsWith("zone: 'Mars/Base'"));
    }

    @Test
    void demandsThatASilenceEndsAndNamesWhoAndWhy() {
        assertThat(Silence.read(Map.of("starts", MONDAY.toString()), faults)).isEmpty();
        assertThat(faults).containsExactlyInAnyOrder("ends is missing", "reason is missing", "by is missing");
        assertThatThrownBy(() -> new Silence(Match.ALL, MONDAY, MONDAY, "r", "b"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not after its begin");
    }

    @Test
    void refusesWindowsThatAreNeverOpenAndRoutesThatFlapForEver() {
        assertThat(Window.read(Map.of("repeats", "cron", "name", "w", "cron", "x", "duration", "1s"), AT_TWO, faults))
                .isEmpty();
        assertThat(faults)
                .anyMatch(fault -> fault.contains("'x' is not a cron expression"))
                .anyMatch(fault -> fault.contains("'1s' is outside 1m to 31d"));
        faults.clear();
        assertThat(Window.read(
                        Map.of("name", "w", "starts", MONDAY.toString(), "ends", MONDAY.toString()), AT_TWO, faults))
                .isEmpty();
        assertThat(faults).singleElement().asString().contains("not after its begin");
        faults.clear();
        assertThat(Route.read(Map.of("name", "n", "flap-begin", "3", "flap-end", "3"), faults))
                .isEmpty();
        assertThat(faults).singleElement().asString().contains("the end must be less");
    }

    @Test
    void describesEachSettingOnce() {
        for (List<Setting> settings : List.of(
                Silence.SETTINGS,
                Window.SETTINGS,
                Route.SETTINGS,
                QuietHours.SETTINGS,
                Dependency.SETTINGS,
                DigestLimits.SETTINGS)) {
            assertThat(settings).extracting(Setting::name).doesNotHaveDuplicates();
            assertThat(settings)
                    .allMatch(setting ->
                            !setting.label().isEmpty() && !setting.help().isEmpty());
            Set<String> names =
                    new HashSet<>(settings.stream().map(Setting::name).toList());
            assertThat(names).allMatch(name -> name.matches("[a-z-]+"));
        }
    }

    @Test
    void countsANightOverMidnightToTheDayOnWhichItBegins() {
        assertThat(NIGHT.spanEnd(Instant.parse("2026-03-06T20:59:59Z"))).isNull();
        assertThat(NIGHT.spanEnd(Instant.parse("2026-03-06T21:00:00Z"))).isEqualTo("2026-03-07T05:30:00Z");
        assertThat(NIGHT.spanEnd(Instant.parse("2026-03-08T05:29:59Z"))).isEqualTo("2026-03-08T05:30:00Z");
        assertThat(NIGHT.spanEnd(Instant.parse("2026-03-08T05:30:00Z"))).isNull();
        assertThat(NIGHT.spanEnd(Instant.parse("2026-03-08T21:30:00Z")))
                .as("sunday")
                .isNull();
        assertThat(NIGHT.nextBegin(Instant.parse("2026-03-08T05:30:00Z"))).isEqualTo("2026-03-13T21:00:00Z");
    }

    @Test
    void followsTheCalendarThroughChangesOfDaylightSavingTime() {
        Weekly sunday = new Weekly(Set.of(DayOfWeek.SUNDAY), LocalTime.of(1, 30), LocalTime.of(2, 30), PARIS);
        assertThat(sunday.spanEnd(Instant.parse("2026-03-29T00:45:00Z")))
                .as("half past two is in the gap, whose end ends it")
                .isEqualTo("2026-03-29T01:00:00Z");
        assertThat(sunday.spanEnd(Instant.parse("2026-10-24T23:30:00Z"))).isEqualTo("2026-10-25T01:30:00Z");
        assertThat(sunday.spanEnd(Instant.parse("2026-10-25T01:15:00Z")))
                .as("half past two comes twice, the second one ends it")
                .isEqualTo("2026-10-25T01:30:00Z");
        Weekly within = new Weekly(Set.of(DayOfWeek.SUNDAY), LocalTime.of(2, 15), LocalTime.of(4, 0), PARIS);
        assertThat(within.nextBegin(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo("2026-03-29T01:00:00Z");
    }

    @Test
    void joinsDaysThatFollowEachOther() {
        Weekly weekend =
                new Weekly(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, PARIS);
        assertThat(weekend.spanEnd(Instant.parse("2026-03-07T12:00:00Z"))).isEqualTo("2026-03-07T23:00:00Z");
        assertThat(weekend.endAfter(Instant.parse("2026-03-07T12:00:00Z"))).isEqualTo("2026-03-08T23:00:00Z");
        assertThat(new Weekly(Set.of(), LocalTime.MIDNIGHT, LocalTime.NOON, PARIS).nextBegin(MONDAY))
                .isNull();
    }

    @Test
    void opensAWindowAfterEachSlotOfACronExpression() {
        Times nightly = new Times.ByCron(new CronSchedule("0 0 2 * * ?", PARIS, AT_TWO), Duration.ofHours(1));
        assertThat(nightly.endAfter(Instant.parse("2026-03-02T00:59:59Z"))).isNull();
        assertThat(nightly.endAfter(Instant.parse("2026-03-02T01:00:00Z"))).isEqualTo("2026-03-02T02:00:00Z");
        assertThat(nightly.endAfter(Instant.parse("2026-03-02T02:00:00Z"))).isNull();
        assertThat(nightly.endAfter(Instant.parse("2026-03-29T01:30:00Z")))
                .as("a slot in the gap of spring comes at its end")
                .isEqualTo("2026-03-29T02:00:00Z");
    }
}
