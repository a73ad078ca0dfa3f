/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nscacheck.collectd.EffectiveThreshold.Bounds;
import org.nscacheck.notification.Identity;

/** Each line is put to a real collectd and to ours, in this order; the answers are the same to the last character. */
class SameAnswersAsCollectdTest {

    private static final String THRESHOLDS = """
            LoadPlugin threshold
            <Plugin threshold>
              <Plugin "foo">
                Instance "bar"
                <Type "gauge">
                  WarningMin 1
                  FailureMax 15000000
                  Hysteresis 0.25
                  Hits 3
                </Type>
              </Plugin>
            </Plugin>
            """;

    private static final String LONG = "x".repeat(128);

    private static final List<String> COMMANDS = List.of(
            "LISTVAL",
            "GETVAL",
            "GETVAL x",
            "GETVAL a/b/gauge",
            "GETVAL a/b/gauge c",
            "GETVAL \"a/b/gauge",
            "GETVAL \"a/b/gauge\\",
            "GETVAL a/\"b/gauge\"",
            "PUTVAL",
            "PUTVAL a/b/gauge",
            "PUTVAL a/b/gauge N",
            "PUTVAL a/b/gauge 1000:1",
            "PUTVAL a/b/gauge interval=10",
            "PUTVAL a/foo-bar/gauge-x interval=10 1000.5:42",
            "LISTVAL",
            "LISTVAL x",
            "LISTVAL \\",
            "LISTVAL \"",
            "LISTVAL \"\\",
            "GETVAL a/foo-bar/gauge-x",
            "GETVAL a/foo-bar/gauge",
            "getval a/foo-bar/gauge-x",
            "PUTVAL a/foo-bar/gauge-x interval=10 1001:42 1002:43",
            "PUTVAL a/foo-bar/gauge-x interval=10 1001:42:3",
            "PUTVAL a/foo-bar/gauge-x interval=abc 1010:42",
            "PUTVAL a/foo-bar/gauge-x \"meta:x=\\\"y\\\"\" 1012:42",
            "PUTVAL a/foo-bar/gauge-x 1013:abc",
            "PUTVAL a/foo-bar/gauge-x 1014:12abc",
            "GETVAL a/foo-bar/gauge-x",
            "PUTVAL a/foo-bar/gauge-x 1015:U",
            "GETVAL a/foo-bar/gauge-x",
            "PUTVAL a/foo-bar/gauge-x x:1",
            "PUTVAL a/foo-bar/gauge-x n:1",
            "PUTVAL a/foo-bar/gauge-x :1",
            "PUTVAL a/foo-bar/gauge-x 1000:",
            "PUTVAL a/foo-bar/gauge-x 0:1016:7",
            "GETVAL a/foo-bar/gauge-x",
            "PUTVAL a/q/gauge 1000::1",
            "PUTVAL a/q/gauge 1001:+1.5e3",
            "GETVAL a/q/gauge",
            "PUTVAL a/q/gauge 1002:inf",
            "GETVAL a/q/gauge",
            "PUTVAL a/q/gauge 1003:-1e-320",
            "GETVAL a/q/gauge",
            "PUTVAL a/q/gauge 1004:nan",
            "GETVAL a/q/gauge",
            "PUTVAL a/q/gauge 1005:0x1p4",
            "GETVAL a/q/gauge",
            "PUTVAL a/q/gauge 1004:7",
            "GETVAL a/q/gauge",
            "PUTVAL a/q/gauge \" 1010:9 \"",
            "GETVAL a/q/gauge",
            "PUTVAL a/q/gauge 1011:-0",
            "GETVAL a/q/gauge",
            "PUTVAL a/load/load 1000:1:2:3",
            "PUTVAL a/load/load 1001:1:2",
            "GETVAL a/load/load",
            "PUTVAL a/nope/nope 1000:1",
            "PUTVAL nope 1000:1",
            "PUTVAL a/b 1000:1",
            "PUTVAL a/b/c/d 1000:1",
            "PUTVAL a/b/ 1000:1",
            "PUTVAL a/b-c-d/gauge-e-f 1000:1",
            "GETVAL a/b-c-d/gauge-e-f",
            "PUTVAL " + LONG + "/x/gauge 1000:1",
            "PUTVAL a/" + LONG + "/gauge 1000:1",
            "PUTVAL a/x-" + LONG + "/gauge 1000:1",
            "PUTVAL a/x/gauge-" + LONG + " 1000:1",
            "PUTVAL a/c/derive 1000:10",
            "GETVAL a/c/derive",
            "PUTVAL a/c/derive 1010:30",
            "GETVAL a/c/derive",
            "PUTVAL a/c/derive 1020:-7",
            "GETVAL a/c/derive",
            "PUTVAL a/c/counter 1000:U",
            "PUTVAL a/c/counter 1000:0x10",
            "PUTVAL a/c/counter 1010:032",
            "GETVAL a/c/counter",
            "PUTVAL a/e/counter 1000:4294967290",
            "PUTVAL a/e/counter 1010:4",
            "GETVAL a/e/counter",
            "PUTVAL a/h/counter 1000:-1",
            "PUTVAL a/h/counter 1010:9",
            "GETVAL a/h/counter",
            "PUTVAL a/f/absolute interval=10 1000:50",
            "GETVAL a/f/absolute",
            "PUTVAL a/f/absolute interval=10 1020:100",
            "GETVAL a/f/absolute",
            "PUTVAL a/p/percent 1000:200",
            "GETVAL a/p/percent",
            "PUTVAL a/d/derive 1000:99999999999999999999",
            "LISTVAL",
            "FLUSH",
            "FLUSH plugin=rrdtool",
            "FLUSH plugin=unixsock timeout=10 identifier=a/b/gauge",
            "FLUSH timeout=abc",
            "FLUSH timeout=",
            "FLUSH timeout=inf",
            "FLUSH timeout=1e400",
            "FLUSH timeout=-1",
            "FLUSH timeout=10x",
            "FLUSH foo=bar",
            "FLUSH foo",
            "FLUSH plugin",
            "FLUSH \"plugin=a b\"",
            "FLUSH identifier=foo",
            "FLUSH identifier=a/b/c plugin=x PLUGIN=y identifier=d/e/f",
            "GETTHRESHOLD",
            "GETTHRESHOLD a",
            "GETTHRESHOLD \"\"",
            "GETTHRESHOLD a/b/gauge",
            "GETTHRESHOLD a/foo-bar/gauge",
            "GETTHRESHOLD \"a/foo-bar/gauge-x\" ",
            "GETTHRESHOLD a/foo-bar/gauge   y  z",
            "GETTHRESHOLD \"a/foo-bar/gauge",
            "GETTHRESHOLD \"a/foo-bar/gauge\"x",
            "PUTNOTIF",
            "PUTNOTIF severity=okay",
            "PUTNOTIF severity=okay time=1000",
            "PUTNOTIF severity=okay time=1000 message=",
            "PUTNOTIF severity=okay time=1000 message=\"\"",
            "PUTNOTIF severity=okay time=1000 message=x",
            "PUTNOTIF severity=OKAY time=1000.25 message=\"a b \\\"c\\\" \\\\ d\" host=h plugin=p plugin_instance=pi type=t type_instance=ti",
            "putnotif Severity=Failure TIME=1000 Message=x",
            "PUTNOTIF\tseverity=okay\ttime=1000\tmessage=x",
            "PUTNOTIF severity=bad time=1000 message=x",
            "PUTNOTIF time=1000 message=x",
            "PUTNOTIF severity=okay message=x",
            "PUTNOTIF severity=okay time=abc message=x",
            "PUTNOTIF severity=okay time=10s message=x",
            "PUTNOTIF severity=okay time=\"1000 \" message=x",
            "PUTNOTIF severity=okay time=\" 1000\" message=x",
            "PUTNOTIF severity=okay time=1e400 message=x",
            "PUTNOTIF severity=okay time=0 message=x",
            "PUTNOTIF severity=okay time=.5 message=x",
            "PUTNOTIF severity=okay time=0x10 message=x",
            "PUTNOTIF severity=okay severity=failure time=1 message=x",
            "PUTNOTIF severity=okay time=1000 message=x foo=bar",
            "PUTNOTIF severity=okay time=1000 message=x s:k=v",
            "PUTNOTIF severity=okay time=1000 message=x s:k=\"\"",
            "PUTNOTIF severity=okay time=1000 message=x s:k:x=v",
            "PUTNOTIF severity=okay time=1000 message=x s:=v",
            "PUTNOTIF severity=okay time=1000 message=x S:k=v",
            "PUTNOTIF severity=okay time=1000 message=x n:k=1",
            "PUTNOTIF severity=okay time=1000 message=x abc:k=v",
            "PUTNOTIF severity=okay time=1000 message=x k-k=v",
            "PUTNOTIF severity=okay time=1000 message=x foo",
            "PUTNOTIF severity=okay time=1000 message=\"x",
            "PUTNOTIF severity=okay time=1000 message=\"x\"y",
            "PUTNOTIF severity=okay time=1000 message=x\"y\"",
            "PUTNOTIF severity=okay time=1000 message=\"Größe\"",
            "PUTNOTIF severity=okay,time=1000 message=x",
            "PUTNOTIF =x",
            "PUTNOTIFX severity=okay",
            "HELLO",
            "hello world",
            " LISTVAL x",
            "\tLISTVAL x",
            "\"LISTVAL\"");

    /** What we answer otherwise on purpose, with what collectd says. */
    private static final Map<String, List<String>> DIFFERENCES = Map.of(
            "PUTVAL a/b/gauge foo=bar 2000:1", List.of("", "-1 Cannot parse option `foo'.\n"),
            "PUTVAL a/b/gauge meta:x=y 2001:1",
                    List.of(
                            "-1 Non-string metadata not supported yet\n0 Success: 1 value has been dispatched.\n",
                            "-1 Non-string metadata not supported yet\n"),
            "GETVAL a/b/nosuchtype",
                    List.of("-1 Type `nosuchtype' is unknown.\n\n", "-1 Type `nosuchtype' is unknown.\n"),
            "GETVAL \"\"", List.of("-1 Cannot parse identifier `\"'.\n", "-1 Cannot parse identifier `'.\n"),
            "PUTNOTIF severity=okay time=nan message=x", List.of("0 Success\n", "-1 Error parsing option `time'\n"),
            "PUTNOTIF severity=okay time=-5 message=x", List.of("0 Success\n", "-1 Error parsing option `time'\n"),
            "PUTVAL a/z/gauge -5:1",
                    List.of("0 Success: 1 value has been dispatched.\n", "-1 Parsing the values string failed.\n"));

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, String> answered = new HashMap<>();

    private static CommandAnswers ours() throws IOException {
        DataSets types = DataSets.read(Path.of("/usr/share/collectd/types.db"));
        RecordingPeer peer = new RecordingPeer(types, InstantSource.fixed(Golden.AT));
        EffectiveThreshold threshold = new EffectiveThreshold(
                new Identity("", "foo", "bar", "gauge", ""),
                "",
                new Bounds(1, Double.NaN),
                new Bounds(Double.NaN, 1.5e7),
                0.25,
                3);
        Stream.of("", "x")
                .forEach(instance -> peer.threshold(new Identity("a", "foo", "bar", "gauge", instance), threshold));
        return new CommandAnswers(peer, types, InstantSource.fixed(Golden.AT));
    }

    /** Asks again only for what changes nothing. */
    private String ask(RealCollectd collectd, String command) {
        return command.startsWith("GETVAL") || command.startsWith("LISTVAL")
                ? collectd.ask(command)
                : answered.computeIfAbsent(command, collectd::ask);
    }

    @Test
    void answersAsCollectdDoes() throws IOException {
        try (RealCollectd collectd = RealCollectd.start(THRESHOLDS)) {
            CommandAnswers ours = ours();
            for (String command : COMMANDS) {
                String answer = ours.answer(command);
                // Collectd answers PUTVAL before the value is where GETVAL finds it.
                await().atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(20))
                        .untilAsserted(() -> assertThat(answer).as(command).isEqualTo(ask(collectd, command)));
            }
        }
    }

    @Test
    void answersOtherwiseWhereCollectdsAnswerWouldMislead() throws IOException {
        try (RealCollectd collectd = RealCollectd.start(THRESHOLDS)) {
            CommandAnswers ours = ours();
            DIFFERENCES.forEach((command, answers) -> {
                assertThat(collectd.ask(command)).as("collectd: " + command).isEqualTo(answers.get(0));
                assertThat(ours.answer(command)).as("ours: " + command).isEqualTo(answers.get(1));
            });
        }
    }
}
