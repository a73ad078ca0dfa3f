/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.nscacheck.definition.ChecksToDefine.FROM;
import static org.nscacheck.definition.ChecksToDefine.HEARTBEAT;
import static org.nscacheck.definition.DefinitionFormat.ICINGA2;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckKey;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.CoreStatus;
import org.nscacheck.testkit.daemon.Icinga2;

/** What we tell Icinga 2 to define, defined in real Icinga 2. */
class Icinga2DefinitionsTest {

    private static final String HOST = "shop \"host\" $x$ \\";
    private static final String STALE = "no result in time: the check or its application is not running";

    /** A second between results, one for the run, one for the delivery, and one for how exactly Icinga looks. */
    private static final DefinitionSettings QUICK =
            new DefinitionSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), List.of("duty"));

    private static final Duration THRESHOLD = Duration.ofSeconds(3);
    private static final Duration INTERVAL = Duration.ofSeconds(4);
    /** Time that a busy machine may take, and the parts of seconds that Icinga does not write down. */
    private static final Duration SLACK = Duration.ofSeconds(6);

    private final ChecksToDefine some = ChecksToDefine.onNagios(HOST);
    private final Definitions definitions = new Definitions(FROM, QUICK);

    private String file(List<Check> checks) {
        return definitions.file(ICINGA2, some.server(), checks);
    }

    private String beat() {
        return file(List.of(some.check(CheckKey.HEARTBEAT, "1s", Duration.ofSeconds(1), HEARTBEAT)));
    }

    @Test
    void leavesOutWhatIcingaWouldRefuseAndSaysSo() {
        String text = file(List.of(some.everyMinute("good", "Good"), some.everyMinute("bad", "a!b\" }")));

        assertThat(text).contains("object Service \"Good\" {").doesNotContain("object Service \"a!b");
        assertThat(text)
                .contains(
                        "// NOT HERE: bad: service 'a!b\" }' contains !, by which Icinga 2 separates the names of host"
                                + " and service")
                .contains("// No active check nscacheck.heartbeat reports here");
    }

    @Test
    void aPieceHoldsOneServiceAndOnWhatItDepends() {
        Check wanted = some.everyMinute("mail", "Mail \"queue\"");
        List<Check> all =
                List.of(some.everyMinute(CheckKey.HEARTBEAT, HEARTBEAT), wanted, some.everyMinute("other", "Other"));

        String piece = definitions.piece(ICINGA2, some.server(), all, wanted.id());

        assertThat(piece)
                .startsWith("object Service \"Mail \\\"queue\\\"\" {\n    host_name = ")
                .contains("object Dependency \"nscacheck-heartbeat\" {", "child_service_name = \"Mail \\\"queue\\\"\"")
                .doesNotContain("Other", "object Host", "object CheckCommand");
    }

    @Test
    void isAcceptedByIcingaWithTwoHundredHostileNames() {
        List<Check> checks = some.hostile();
        List<String> worse = List.of(
                "\"",
                "\\",
                "\" }\nobject Host \"x\" {".replace('\n', ' '),
                "$host.name$",
                "{{{x}}}",
                "*/",
                "// x",
                "'",
                "\\\" + run()",
                "null",
                "+x",
                "a,b",
                "`x`");
        worse.forEach(name -> checks.add(some.everyMinute("worse", name)));
        checks.add(some.check("elsewhere", "1m", Duration.ofSeconds(30), new Target("}", "a host of its own")));
        checks.add(some.everyMinute("refused", "a!b"));

        String text = file(checks);

        assertThat(text.lines().filter(line -> line.startsWith("// NOT HERE"))).hasSize(1);
        try (Icinga2 icinga = Icinga2.builder().objects(text).start()) {
            icinga.await(HOST, "\\\" + run()", status -> true);
            assertThat(icinga.statuses().stream().filter(status -> status.service() != null))
                    .hasSize(1 + 200 + worse.size() + 1);
            assertThat(icinga.log()).noneMatch(line -> line.contains("critical/"));
        }
    }

    @Test
    void turnsStaleInTheTimeThatItPromisesAndNotBefore() {
        try (Icinga2 icinga = Icinga2.builder().objects(beat()).start()) {
            CoreStatus fine = report(icinga, 0, "fine");

            CoreStatus stale = icinga.await(HOST, HEARTBEAT, status -> status.state() == 3);

            assertThat(fine.state()).isZero();
            assertThat(stale.output()).isEqualTo(STALE);
            assertBetween(time(stale, "last_time_ok"), time(stale, "last_state_change"));
        }
    }

    /** Its first check comes at once and would be one that finds nothing. */
    @Test
    void aServiceThatNeverHadAResultWaitsForOneAsLong() {
        try (Icinga2 icinga = Icinga2.builder().objects(beat()).start()) {
            CoreStatus waiting = icinga.awaitResult(HOST, HEARTBEAT);

            CoreStatus stale = icinga.await(HOST, HEARTBEAT, status -> status.state() == 3);

            assertThat(waiting.output()).isEqualTo("no result yet, waiting for the first one");
            assertThat(waiting.state()).isZero();
            assertThat(stale.output()).isEqualTo(STALE);
            assertBetween(time(waiting, "last_state_change"), time(stale, "last_state_change"));
        }
    }

    /** Reports until it is taken: Icinga drops a result whose second began before the latest check. */
    private static CoreStatus report(Icinga2 icinga, int state, String text) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> {
                            icinga.submit("PROCESS_SERVICE_CHECK_RESULT;" + HOST + ";" + HEARTBEAT + ";" + state + ";"
                                    + text);
                            return icinga.statuses().stream()
                                    .filter(status -> HEARTBEAT.equals(status.service())
                                            && status.output().equals(text))
                                    .findFirst();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static long time(CoreStatus status, String field) {
        return Long.parseLong(String.valueOf(status.fields().get(field)));
    }

    /** Icinga writes whole seconds. */
    private static void assertBetween(long from, long to) {
        assertThat(Duration.ofSeconds(to - from)).isBetween(THRESHOLD, INTERVAL.plus(SLACK));
    }

    @Test
    void resultsThatKeepComingKeepItFromBeingChecked() {
        try (Icinga2 icinga = Icinga2.builder().objects(beat()).start()) {
            for (int i = 0; i < 4; i++) {
                CoreStatus shown = report(icinga, 1, "result " + i);
                assertThat(shown.state()).isEqualTo(1);
            }
        }
    }
}
