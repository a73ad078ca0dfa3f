/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckScope;
import org.nscacheck.Status;
import org.nscacheck.schedule.IntervalSchedule;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.Target;

class CheckTest {

    private static final Instant SLOT = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Check check = check(UUID.fromString("6f1f6a52-4f5b-4a4e-9d3a-0b6a2f3c9d11"), MINUTE);

    private static Check check(UUID id, Duration spread) {
        return Check.builder(new CheckId(id), new CheckKey("k"), "k", IntervalSchedule.parse("1m", ZoneOffset.UTC))
                .spread(spread)
                .build();
    }

    @Test
    void keepsASlotWhoseSpreadRunIsStillToComeAlthoughItsGridTimeHasPassed() {
        assertThat(check.spreadOffset()).isPositive().isLessThan(MINUTE);
        Instant nextGridTime = SLOT.plus(MINUTE);
        Instant between = nextGridTime.plus(check.spreadOffset().dividedBy(2));

        assertThat(check.nextSlot(between, SLOT)).isEqualTo(nextGridTime);
    }

    @Test
    void skipsSlotsThatWereMissed() {
        Instant anHourLater = SLOT.plus(Duration.ofHours(1)).plus(check.spreadOffset());

        assertThat(check.nextSlot(anHourLater, SLOT)).isEqualTo(SLOT.plus(Duration.ofMinutes(61)));
    }

    @Test
    void neverGoesBackToTheSlotThatJustRan() {
        assertThat(check.nextSlot(SLOT, SLOT)).isEqualTo(SLOT.plus(MINUTE));
    }

    @Test
    void runsExactlyOnTheSlotWithoutSpread() {
        Check exact = check(UUID.randomUUID(), Duration.ZERO);

        assertThat(exact.dueAt(SLOT)).isEqualTo(SLOT);
    }

    /** Another text puts each check on the list again when an application is upgraded. */
    @Test
    void keepsItsFingerprintFromReleaseToRelease() {
        ServerId server = new ServerId(UUID.fromString("00000000-0000-0000-0000-000000000001"));
        Check full = Check.builder(
                        CheckId.random(), new CheckKey("k"), "A check", IntervalSchedule.parse("1m", ZoneOffset.UTC))
                .settings(CheckSettings.builder()
                        .spread(MINUTE)
                        .timeout(Duration.ofSeconds(5))
                        .arguments(Map.of("b", "2", "a", "1"))
                        .active(false)
                        .allowVoid(true)
                        .confirmation(new Confirmation(3, Duration.ofSeconds(10), true))
                        .build())
                .scope(CheckScope.NODE)
                .onError(Status.UNKNOWN)
                .destinations(List.of(new Check.Destination(server, Target.service("shop", "Mails"))))
                .pausedUntil(SLOT)
                .build();

        assertThat(full.fingerprint())
                .isEqualTo("k|A check|" + full.schedule() + " Z spread PT1M paused until " + SLOT
                        + "|PT5S|{a=1, b=2}|NODE|false|true|UNKNOWN|CRITICAL"
                        + "|Confirmation[attempts=3, retryInterval=PT10S, reportEach=true]|"
                        + "|[Destination[server=00000000-0000-0000-0000-000000000001, target="
                        + Target.service("shop", "Mails")
                        + "]]");
    }

    @Test
    void endsEachResultThatIsNotOkWithTheRunbook() {
        String runbook = "https://wiki.example.net/mails";
        Check known = Check.builder(CheckId.random(), new CheckKey("k"), "k", check.schedule())
                .settings(CheckSettings.builder().runbook(runbook).build())
                .build();
        CheckResult bad = CheckResult.critical("7 mails").perf("mails", 7).build();
        CheckResult detailed =
                CheckResult.warning("7 mails").longOutput("first\nsecond").build();
        CheckResult told =
                CheckResult.warning("7 mails").longOutput("see " + runbook).build();

        assertThat(known.withRunbook(bad))
                .isEqualTo(new CheckResult(Status.CRITICAL, "7 mails", "Runbook: " + runbook, bad.perfData()));
        assertThat(known.withRunbook(detailed).longOutput()).isEqualTo("first\nsecond\nRunbook: " + runbook);
        assertThat(known.withRunbook(told)).isEqualTo(told);
        assertThat(known.withRunbook(CheckResult.ok("fine").build()).longOutput())
                .isEmpty();
        assertThat(check.withRunbook(bad)).isEqualTo(bad);
        assertThat(known.fingerprint()).endsWith("|" + runbook);
    }
}
