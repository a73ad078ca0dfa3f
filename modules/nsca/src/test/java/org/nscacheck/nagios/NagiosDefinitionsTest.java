/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.schedule.IntervalSchedule;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.CoreStatus;
import org.nscacheck.testkit.daemon.Nagios4;
import org.nscacheck.testkit.matrix.Row;

/** What we tell Nagios to define, defined in real Nagios. */
class NagiosDefinitionsTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final NagiosDefinitions DEFINITIONS =
            new NagiosDefinitions(FROM, NagiosDefinitions.Settings.DEFAULT);

    private final Server server = Server.builder("nagios", "nsca")
            .address("localhost")
            .hostName("shop host")
            .build();

    private Check check(String key, String every, Duration timeout, @Nullable String service) {
        return Check.builder(
                        CheckId.random(),
                        new CheckKey(key),
                        key,
                        IntervalSchedule.parse(every, ZoneId.of("Europe/Berlin")))
                .settings(CheckSettings.builder().timeout(timeout).build())
                .destinations(List.of(new Check.Destination(server.id(), new Target("shop host", service))))
                .build();
    }

    @Test
    void allowsForTheLongestGapAndWhatComesOnTop() {
        Check daily = check("daily", "1d", Duration.ofSeconds(30), "Daily");

        // A day has 25 hours when summer ends.
        assertThat(daily.freshnessThreshold(FROM, Duration.ofSeconds(60)))
                .isEqualTo(Duration.ofHours(25).plusSeconds(90));
        assertThat(DEFINITIONS.of(server, List.of(daily))).contains("freshness_threshold 90090");
    }

    @Test
    void leavesOutWhatNagiosWouldRefuseAndSaysSo() {
        String text = DEFINITIONS.of(
                server,
                List.of(
                        check("good", "1m", Duration.ofSeconds(30), "Good"),
                        check("bad", "1m", Duration.ofSeconds(30), "a*b")));

        assertThat(text).contains("service_description Good").doesNotContain("service_description a*b");
        assertThat(text).contains("# NOT HERE: bad: service 'a*b' contains *, which Nagios does not allow in names");
        assertThat(text).contains("No active check nscacheck.heartbeat reports here");
    }

    @Test
    @Row(value = "R70", done = "contact groups that would end a line, continue it, or be two")
    void takesNoContactGroupThatNagiosWouldMisread() {
        for (String group : List.of("a\nb", "a\rb", "a;b", "a\\", "", " a", "a,b", "null", "a\tb")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new NagiosDefinitions.Settings(Duration.ZERO, Duration.ZERO, List.of(group)));
        }
    }

    @Test
    @Row(
            value = "R70",
            done = "200 services with hostile names, and 8 that are left out and named: real Nagios takes the file")
    void isAcceptedByNagiosWithTwoHundredHostileNames() throws Exception {
        List<Check> checks = new ArrayList<>();
        checks.add(check("nscacheck.heartbeat", "1m", Duration.ofSeconds(30), "nscacheck heartbeat"));
        checks.add(check("host", "1m", Duration.ofSeconds(30), null));
        String[] hostile = {
            "}", "define service {", "# comment", "Größe 5 €", "{x}", "a : b", "use generic", "tab-less", "-x",
                    "ends with \\\\",
            "[1] SHUTDOWN_PROGRAM", "@include /etc/passwd", "host_name y", "🚀", "null x", "register 0", "a/b/../c",
                    "x#y", "_MACRO", "0"
        };
        for (int i = 0; i < 200; i++) {
            checks.add(check("key" + i, "1m", Duration.ofSeconds(30), hostile[i % hostile.length] + " " + i));
        }
        for (String refused :
                List.of("a;b".replace(';', '!'), "a,b", "$HOSTNAME$", "`x`", "null", "+x", "Disk C:\\", "two\\\\")) {
            checks.add(check("refused", "1m", Duration.ofSeconds(30), refused));
        }

        String text = DEFINITIONS.of(server, checks);

        assertThat(text.lines().filter(line -> line.startsWith("# NOT HERE"))).hasSize(8);
        assertThat(text.lines().filter(line -> line.equals("define servicedependency {")))
                .hasSize(200);
        try (Nagios4 nagios = Nagios4.builder().objects(text).start()) {
            assertThat(nagios.statuses()).hasSize(202);
            assertThat(nagios.log()).noneMatch(line -> line.contains("Error"));
            assertThat(nagios.status("shop host", "# comment 2")).isPresent();
        }
    }

    @Test
    void turnsStaleWhenTheApplicationIsDead() throws Exception {
        Check beat = check("nscacheck.heartbeat", "1s", Duration.ofSeconds(1), "nscacheck heartbeat");
        String text = new NagiosDefinitions(
                        FROM, new NagiosDefinitions.Settings(Duration.ofSeconds(1), Duration.ofSeconds(1), List.of()))
                .of(server, List.of(beat));
        try (Nagios4 nagios = Nagios4.builder().objects(text).start()) {
            nagios.submit("PROCESS_SERVICE_CHECK_RESULT;shop host;nscacheck heartbeat;0;fine");
            assertThat(nagios.awaitResult("shop host", "nscacheck heartbeat").state())
                    .isZero();

            CoreStatus stale = nagios.await("shop host", "nscacheck heartbeat", status -> status.state() == 3);

            assertThat(stale.output()).isEqualTo("no result in time: the check or its application is not running");
        }
    }
}
