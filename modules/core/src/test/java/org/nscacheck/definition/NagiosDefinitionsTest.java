/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.nscacheck.definition.ChecksToDefine.FROM;
import static org.nscacheck.definition.ChecksToDefine.HEARTBEAT;
import static org.nscacheck.definition.DefinitionFormat.NAGIOS;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.Check;
import org.nscacheck.testkit.daemon.CoreStatus;
import org.nscacheck.testkit.daemon.Nagios4;
import org.nscacheck.testkit.matrix.Row;

/** What we tell Nagios to define, defined in real Nagios. */
class NagiosDefinitionsTest {

    private static final Definitions DEFINITIONS = new Definitions(FROM, DefinitionSettings.DEFAULT);

    private final ChecksToDefine some = ChecksToDefine.onNagios("shop host");

    @Test
    void allowsForTheLongestGapAndWhatComesOnTop() {
        Check daily = some.check("daily", "1d", Duration.ofSeconds(30), "Daily");

        // A day has 25 hours when summer ends.
        assertThat(daily.freshnessThreshold(FROM, Duration.ofSeconds(60)))
                .isEqualTo(Duration.ofHours(25).plusSeconds(90));
        assertThat(DEFINITIONS.file(NAGIOS, some.server(), List.of(daily))).contains("freshness_threshold 90090");
    }

    @Test
    void leavesOutWhatNagiosWouldRefuseAndSaysSo() {
        String text = DEFINITIONS.file(
                NAGIOS, some.server(), List.of(some.everyMinute("good", "Good"), some.everyMinute("bad", "a*b")));

        assertThat(text).contains("service_description Good").doesNotContain("service_description a*b");
        assertThat(text).contains("# NOT HERE: bad: service 'a*b' contains *, which Nagios does not allow in names");
        assertThat(text).contains("No active check nscacheck.heartbeat reports here");
    }

    @Test
    @Row(value = "R70", done = "contact groups that would end a line, continue it, or be two")
    void takesNoContactGroupThatNagiosWouldMisread() {
        for (String group : List.of("a\nb", "a\rb", "a;b", "a\\", "", " a", "a,b", "null", "a\tb")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new DefinitionSettings(Duration.ZERO, Duration.ZERO, List.of(group)));
        }
    }

    @Test
    @Row(
            value = "R70",
            done = "200 services with hostile names, and 8 that are left out and named: real Nagios takes the file")
    void isAcceptedByNagiosWithTwoHundredHostileNames() throws Exception {
        List<Check> checks = some.hostile();
        for (String refused :
                List.of("a;b".replace(';', '!'), "a,b", "$HOSTNAME$", "`x`", "null", "+x", "Disk C:\\", "two\\\\")) {
            checks.add(some.everyMinute("refused", refused));
        }

        String text = DEFINITIONS.file(NAGIOS, some.server(), checks);

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
        Check beat = some.check("nscacheck.heartbeat", "1s", Duration.ofSeconds(1), HEARTBEAT);
        String text = new Definitions(
                        FROM, new DefinitionSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), List.of()))
                .file(NAGIOS, some.server(), List.of(beat));
        try (Nagios4 nagios = Nagios4.builder().objects(text).start()) {
            nagios.submit("PROCESS_SERVICE_CHECK_RESULT;shop host;nscacheck heartbeat;0;fine");
            assertThat(nagios.awaitResult("shop host", "nscacheck heartbeat").state())
                    .isZero();

            CoreStatus stale = nagios.await("shop host", "nscacheck heartbeat", status -> status.state() == 3);

            assertThat(stale.output()).isEqualTo("no result in time: the check or its application is not running");
        }
    }
}
