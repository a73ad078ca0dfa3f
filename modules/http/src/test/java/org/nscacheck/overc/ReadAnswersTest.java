/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.Status;
import org.nscacheck.overc.StatesAnswer.Group;
import org.nscacheck.overc.StatesAnswer.IdRange;
import org.nscacheck.overc.StatesAnswer.State;

/** What OverC's screens read. The expected texts have the form that OverC 1.0.9 itself answers with. */
class ReadAnswersTest {

    private static final Instant TIME = Instant.parse("2014-01-01T00:00:00Z");

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void writesTheOverviewByName() {
        StatusAnswer.Service queue = new StatusAnswer.Service(1, null, "queue", "Queue", 1, null);
        StatusAnswer.Service app = new StatusAnswer.Service(
                2,
                60,
                "app",
                "app",
                0,
                new StatusAnswer.State(
                        TIME.plusNanos(1_500_000), true, Duration.ofSeconds(3725), Status.CRITICAL, "down"));
        StatusAnswer answer = new StatusAnswer(
                new StatusAnswer.Stats(3, 7L, Duration.ofMillis(1500)),
                List.of(
                        new StatusAnswer.Server(2, "b", "b", null, 0, List.of()),
                        new StatusAnswer.Server(1, "a", "Shop", "192.0.2.1", 2, List.of(queue, app))));

        assertThat(text(answer.toJson()))
                .isEqualTo("{\"stats\":{\"n_alerts\":3,\"last_state_id\":7,\"supervisor_lag\":1.5},\"servers\":["
                        + "{\"id\":1,\"name\":\"a\",\"title\":\"Shop\",\"ip\":\"192.0.2.1\",\"n_alerts\":2,\"services\":["
                        + "{\"id\":2,\"period\":60,\"name\":\"app\",\"title\":\"app\",\"n_alerts\":0,\"state\":"
                        + "{\"rtime\":\"2014-01-01 00:00:00.001500\",\"timed_out\":true,\"seen_ago\":\"1:02:05\","
                        + "\"state\":\"FAIL\",\"info\":\"down\"}},"
                        + "{\"id\":1,\"period\":null,\"name\":\"queue\",\"title\":\"Queue\",\"n_alerts\":1,\"state\":null}]},"
                        + "{\"id\":2,\"name\":\"b\",\"title\":\"b\",\"ip\":null,\"n_alerts\":0,\"services\":[]}]}");
    }

    @Test
    void writesAnEmptyOverview() {
        assertThat(text(new StatusAnswer(new StatusAnswer.Stats(0, null, Duration.ZERO), List.of()).toJson()))
                .isEqualTo("{\"stats\":{\"n_alerts\":0,\"last_state_id\":null,\"supervisor_lag\":0.0},\"servers\":[]}");
    }

    @Test
    void writesAlerts() {
        AlertsAnswer answer = new AlertsAnswer(List.of(
                new AlertsAnswer.Alert(
                        4,
                        new AlertsAnswer.Item(1, "a"),
                        new AlertsAnswer.Item(2, "app"),
                        TIME,
                        "service:state",
                        "FAIL",
                        "State changed",
                        "down"),
                new AlertsAnswer.Alert(3, null, null, TIME, "api", "alert", "o_O", null)));

        assertThat(text(answer.toJson()))
                .isEqualTo(
                        "{\"alerts\":[{\"id\":4,\"server\":\"a\",\"server_id\":1,\"service\":\"app\",\"service_id\":2,"
                                + "\"ctime\":\"2014-01-01 00:00:00\",\"channel\":\"service:state\",\"event\":\"FAIL\","
                                + "\"message\":\"State changed\",\"state_info\":\"down\"},"
                                + "{\"id\":3,\"server\":null,\"server_id\":null,\"service\":null,\"service_id\":null,"
                                + "\"ctime\":\"2014-01-01 00:00:00\",\"channel\":\"api\",\"event\":\"alert\",\"message\":\"o_O\","
                                + "\"state_info\":null}]}");
    }

    @Test
    void writesStatesAndGroups() {
        StatesAnswer.Alert alert = new StatesAnswer.Alert(9, "plugin", "offline", "gone");
        StatesAnswer answer = new StatesAnswer(List.of(
                new State(5, TIME, Status.WARNING, "slow", List.of(alert), "App", 2),
                new Group(new IdRange(2, 4), Status.OK, 3)));

        assertThat(text(answer.toJson()))
                .isEqualTo(
                        "{\"states\":[{\"id\":5,\"rtime\":\"2014-01-01 00:00:00\",\"state\":\"WARN\",\"info\":\"slow\","
                                + "\"alerts\":[{\"id\":9,\"channel\":\"plugin\",\"event\":\"offline\",\"message\":\"gone\","
                                + "\"severity\":\"FAIL\"}],\"service\":\"App\",\"service_id\":2},"
                                + "{\"id\":2,\"state\":\"OK\",\"group\":\"2-4\",\"group_count\":3}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "service:state, OK, OK",
        "service:state, WARN, WARNING",
        "service:state, FAIL, CRITICAL",
        "service:state, UNK, UNKNOWN",
        "service:state, odd, CRITICAL",
        "plugin, online, OK",
        "plugin, offline, CRITICAL",
        "api, alert, CRITICAL",
        "other, thing, CRITICAL"
    })
    void derivesTheSeverityOfAnAlert(String channel, String event, Status severity) {
        assertThat(new StatesAnswer.Alert(1, channel, event, "").severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0:00:00",
                "59 | 0:00:59",
                "36005 | 10:00:05",
                "86400 | 1 day, 0:00:00",
                "176461 | 2 days, 1:01:01",
                "-1 | -1 day, 23:59:59"
            })
    void writesDurationsAsPythonDoes(long seconds, String text) {
        assertThat(PythonTime.text(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    /** Nine OK, four WARN, seven FAIL, two OK, three WARN, five FAIL, the newest first; some have raised an alert. */
    private static List<State> history(Collection<Long> withAlert) {
        String states = "OOOOOOOOOWWWWFFFFFFFOOWWWFFFFF";
        List<State> history = new ArrayList<>();
        for (int id = states.length(); id > 0; id--) {
            Status status =
                    switch (states.charAt(id - 1)) {
                        case 'O' -> Status.OK;
                        case 'W' -> Status.WARNING;
                        default -> Status.CRITICAL;
                    };
            StatesAnswer.Alert alert = new StatesAnswer.Alert(id, "api", "alert", "");
            history.add(new State(
                    id, TIME, status, "", withAlert.contains((long) id) ? List.of(alert) : List.of(), "app", 1));
        }
        return history;
    }

    private static List<String> shown(StatesAnswer answer) {
        return answer.entries().stream()
                .map(entry -> entry instanceof Group group
                        ? group.ids() + "(" + group.count() + ")"
                        : String.valueOf(((State) entry).id()))
                .toList();
    }

    @Test
    void showsAllStatesWithoutGroups() {
        assertThat(shown(StatesAnswer.of(history(Set.of())))).hasSize(30).startsWith("30", "29");
    }

    @Test
    void collapsesWhatLiesBetweenTheFirstAndTheLastOfEqualStates() {
        assertThat(shown(StatesAnswer.grouped(history(Set.of()), List.of())))
                .containsExactly(
                        "30",
                        "27-29(3)",
                        "26",
                        "25",
                        "24",
                        "23",
                        "22",
                        "21",
                        "20",
                        "15-19(5)",
                        "14",
                        "13",
                        "11-12(2)",
                        "10",
                        "9",
                        "2-8(7)",
                        "1");
    }

    @Test
    void breaksARunAtAStateThatHasRaisedAnAlert() {
        assertThat(shown(StatesAnswer.grouped(history(Set.of(25L, 12L, 5L)), List.of())))
                .containsExactly(
                        "30",
                        "27-29(3)",
                        "26",
                        "25",
                        "24",
                        "23",
                        "22",
                        "21",
                        "20",
                        "15-19(5)",
                        "14",
                        "13",
                        "12",
                        "11",
                        "10",
                        "9",
                        "7-8(2)",
                        "6",
                        "5",
                        "2-4(3)",
                        "1");
    }

    @Test
    void opensGroupsThatOverlapARange() throws Exception {
        assertThat(shown(StatesAnswer.grouped(history(Set.of()), List.of(IdRange.parse("26-29")))))
                .startsWith("30", "29", "28", "27", "26", "25")
                .contains("15-19(5)")
                .hasSize(19);
        assertThat(shown(StatesAnswer.grouped(history(Set.of()), List.of(new IdRange(1, 30)))))
                .hasSize(30);
    }

    @Test
    void groupsNothingOfNothing() {
        assertThat(StatesAnswer.grouped(List.of(), List.of()).entries()).isEmpty();
        assertThat(text(StatesAnswer.of(List.of()).toJson())).isEqualTo("{\"states\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1", "1-", "-1-2", "1-2-3", "a-b", "1234567890123456789-1", "１-２"})
    void refusesARangeThatIsNone(String text) {
        assertThatThrownBy(() -> IdRange.parse(text)).isInstanceOf(InvalidRequestException.class);
    }
}
