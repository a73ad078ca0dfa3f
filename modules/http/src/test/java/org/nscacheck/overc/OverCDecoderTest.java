/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.Status;
import org.nscacheck.overc.AlertsPost.PostedAlert;
import org.nscacheck.server.Secret;

class OverCDecoderTest {

    private static final String SERVER = "\"server\": {\"name\": \"localhost\", \"key\": \"s3cr3t\"}";
    private static final Identification LOCALHOST = new Identification("localhost", Secret.of("s3cr3t"));

    private final OverCDecoder decoder = new OverCDecoder(RequestLimits.USUAL);

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private StatusPost status(String json) throws InvalidRequestException {
        return decoder.status(bytes(json));
    }

    private StatusPost services(String services) throws InvalidRequestException {
        return status("{" + SERVER + ", \"period\": 60, \"services\": [" + services + "]}");
    }

    private AlertsPost alerts(String alerts) throws InvalidRequestException {
        return decoder.alerts(bytes("{" + SERVER + ", \"alerts\": [" + alerts + "]}"));
    }

    private static String reason(ThrowableAssert.ThrowingCallable call) {
        InvalidRequestException refused = catchThrowableOfType(InvalidRequestException.class, call);
        assertThat(refused).isNotNull();
        return refused.reason();
    }

    @Test
    void readsAPing() throws Exception {
        assertThat(decoder.ping(bytes("{" + SERVER + ", \"more\": [1, {\"name\": 2}]}")))
                .isEqualTo(LOCALHOST);
    }

    @Test
    void readsStatesInTheOrderOfThePost() throws Exception {
        assertThat(services("""
                        {"name": "app", "state": "OK", "info": "up 32h"},
                        {"name": "app", "state": "WARN", "info": "slow", "period": 5},
                        {"name": "Größe", "state": "FAIL", "info": "\\u00e4 \\ud83d\\ude80", "since": {"a": [1.5e3, null]}},
                        {"name": "queue", "state": "UNK"}"""))
                .isEqualTo(new StatusPost(
                        LOCALHOST,
                        60,
                        List.of(
                                new ServiceReport("app", Status.OK, "up 32h", null),
                                new ServiceReport("app", Status.WARNING, "slow", 5),
                                new ServiceReport("Größe", Status.CRITICAL, "ä 🚀", null),
                                new ServiceReport("queue", Status.UNKNOWN, "", null))));
    }

    @Test
    void readsAnEmptyListWhichProvesTheKey() throws Exception {
        assertThat(services("").services()).isEmpty();
    }

    @Test
    void readsFailAndErrAsCritical() throws Exception {
        assertThat(services("{\"name\": \"a\", \"state\": \"FAIL\"}, {\"name\": \"b\", \"state\": \"ERR\"}")
                        .services())
                .extracting(ServiceReport::status)
                .containsOnly(Status.CRITICAL);
    }

    @Test
    void readsAnyOtherStateAsUnknownAndSaysSo() throws Exception {
        assertThat(services("""
                                {"name": "a", "state": "HEY", "info": "2 ok"},
                                {"name": "b", "state": "ok"},
                                {"name": "c", "state": "", "info": ""}""").services())
                .containsExactly(
                        new ServiceReport("a", Status.UNKNOWN, "2 ok (sent unsupported state: \"HEY\")", null),
                        new ServiceReport("b", Status.UNKNOWN, "(sent unsupported state: \"ok\")", null),
                        new ServiceReport("c", Status.UNKNOWN, "(sent unsupported state: \"\")", null));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "60, 60",
                "0, 0",
                "`\"60\"`, 60",
                "`\" +60\\n\"`, 60",
                "`\"٦٠\"`, 60",
                "60.9, 60",
                "6e1, 60",
                "-0.5, 0",
                "true, 1",
                "2147483647, 2147483647"
            })
    void readsAPeriodAsPythonDoes(String period, int seconds) throws Exception {
        assertThat(status("{" + SERVER + ", \"period\": " + period + ", \"services\": []}")
                        .period())
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "\"\"",
                "\"often\"",
                "\"60.0\"",
                "\"1_000\"",
                "\"+ 1\"",
                "\"0x10\"",
                "-1",
                "2147483648",
                "1e999",
                "99999999999999999999999999",
                "\"99999999999999999999999999\""
            })
    void refusesAPeriodThatIsNone(String period) {
        assertThat(reason(() -> status("{" + SERVER + ", \"period\": " + period + ", \"services\": []}")))
                .startsWith("period ");
    }

    @Test
    void takesThePeriodOfThePostWhereOneOfAServiceIsNoNumber() throws Exception {
        StatusPost post = services("""
                {"name": "a", "state": "OK", "period": "often"},
                {"name": "b", "state": "OK", "period": " 7 "},
                {"name": "c", "state": "OK", "period": 7.9}""");

        assertThat(post.services()).extracting(post::periodOf).containsExactly(60, 7, 7);
    }

    @Test
    void readsAlerts() throws Exception {
        assertThat(alerts("""
                                {"message": "System down"},
                                {"message": "Cannot check", "service": "queue"},
                                {"message": "", "title": "t"},
                                {"title": {"any": ["thing"]}, "message": "m"}""").alerts())
                .containsExactly(
                        PostedAlert.of("System down", null),
                        PostedAlert.of("Cannot check", "queue"),
                        new PostedAlert("", null, "t"),
                        PostedAlert.of("m", null));
    }

    @Test
    void cutsATitleToWhatOverCStores() throws Exception {
        assertThat(alerts("{\"message\": \"m\", \"title\": \"" + "🚀".repeat(70) + "\"}")
                        .alerts()
                        .get(0)
                        .title())
                .isEqualTo("🚀".repeat(64));
    }

    @Test
    void takesTheLastOfTwoEqualKeys() throws Exception {
        assertThat(status("{\"period\": 1, " + SERVER + ", \"services\": [{\"name\": \"a\", \"state\": \"OK\"}],"
                        + " \"services\": [], \"period\": 2}"))
                .isEqualTo(new StatusPost(LOCALHOST, 2, List.of()));
    }

    @Test
    void replacesWhatCannotBeStored() throws Exception {
        assertThat(services("{\"name\": \"a\", \"state\": \"O\\u0000\", \"info\": \"x\\u0000\\ud800y\"}")
                        .services()
                        .get(0)
                        .info())
                .isEqualTo("x��y (sent unsupported state: \"O�\")");
        assertThat(alerts("{\"message\": \"\\udc00\"}").alerts().get(0).message())
                .isEqualTo("�");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "'' § the body must be a JSON object",
                "null § the body must be a JSON object",
                "[] § the body must be a JSON object",
                "{} § server is missing",
                "{\"server\": null} § server must be a JSON object",
                "{\"server\": {}} § server.name is missing",
                "{\"server\": {\"name\": \"a\"}} § server.key is missing",
                "{\"server\": {\"name\": 1, \"key\": \"k\"}} § server.name must be a text",
                "{\"server\": {\"name\": \"a\", \"key\": 1234}} § server.key must be a text",
                "{\"server\": {\"name\": \" \", \"key\": \"k\"}} § server.name must not be empty",
                "{\"server\": {\"name\": \"a\", \"key\": \"\"}} § server.key must not be empty",
                "{\"server\": {\"name\": \"a\\tb\", \"key\": \"k\"}} § server.name 'a\\u0009b' has a control character or half a character",
                "{\"server\": {\"name\": \"a\", \"key\": \"k\"}} § period is missing",
                "{\"server\": {\"name\": \"a\", \"key\": \"k\"}, \"period\": 1} § services is missing",
                "{\"server\": {\"name\": \"a\", \"key\": \"k\"}, \"period\": 1, \"services\": {}} § services must be a list",
                "{\"services\": [1]} § services[0] must be a JSON object",
                "{\"services\": [{\"name\": \"a\", \"state\": \"OK\"}, {}]} § services[1].state is missing",
                "{\"services\": [{\"state\": \"OK\"}]} § services[0].name is missing",
                "{\"services\": [{\"state\": true}]} § services[0].state must be a text",
                "{\"services\": [{\"info\": null}]} § services[0].info must be a text",
                "{\"services\": [{\"period\": null}]} § services[0].period must be a whole number of seconds",
                "{\"services\": [{\"period\": -1}]} § services[0].period -1 is outside 0 to 2147483647",
                "{\"server\": {\"name\": \"a\", \"key\": \"k\"}, \"period\": 1, \"services\": []} x § the body is not JSON: see line 1, column 68",
                "{\"server\": {\"name\": \"a\", \"key\": \"k\"}, \"period\": 1, \"services\": []} {} § something follows the JSON object",
                "{\"server\": {\"name\": \"a\", \"key\": \"k\"}, \"period\": 1, \"services\": [,]} § the body is not JSON: see line 1, column 65",
                "{\"server\": {\"name\": \"a\", \"key\": \"k\"}, \"period\": NaN, \"services\": []} § the body is not JSON: see line 1, column 52",
            })
    void saysWhatIsWrongWithAStatusPost(String body, String reason) {
        assertThat(reason(() -> status(body))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "{} § server is missing",
                "{\"server\": {\"name\": \"a\", \"key\": \"k\"}} § alerts is missing",
                "{\"alerts\": \"a\"} § alerts must be a list",
                "{\"alerts\": [\"System down\"]} § alerts[0] must be a JSON object",
                "{\"alerts\": [{}]} § alerts[0].message is missing",
                "{\"alerts\": [{\"message\": 7}]} § alerts[0].message must be a text",
                "{\"alerts\": [{\"message\": \"m\", \"service\": null}]} § alerts[0].service must be a text",
                "{\"alerts\": [{\"message\": \"m\", \"level\": 1}]} § alerts[0] has the key 'level': an alert has message, service and title, and no other",
            })
    void saysWhatIsWrongWithAnAlertsPost(String body, String reason) {
        assertThat(reason(() -> decoder.alerts(bytes(body)))).isEqualTo(reason);
    }

    @Test
    void refusesTheTrailingCommaOfOverCsOwnExampleAsItDoesItself() {
        assertThat(reason(() -> services("{\"name\": \"queue\", \"state\": \"OK\", \"info\": \"3 items\"},")))
                .startsWith("the body is not JSON");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] body = bytes("{" + SERVER + "}");
        body[15] = (byte) 0xff;
        assertThat(reason(() -> decoder.ping(body))).isEqualTo("the body is not UTF-8");
        assertThatThrownBy(() -> decoder.ping(("{" + SERVER + "}").getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void keepsItsLimits() throws Exception {
        String name = "n".repeat(32);
        String rockets = "🚀".repeat(32);
        assertThat(services("{\"name\": \"" + rockets + "\", \"state\": \"OK\"}")
                        .services())
                .hasSize(1);
        assertThat(reason(() -> services("{\"name\": \"" + name + "n\", \"state\": \"OK\"}")))
                .isEqualTo("services[0].name has 33 characters, at most 32 are stored");
        assertThat(reason(() -> decoder.ping(bytes("{\"server\": {\"name\": \"a\", \"key\": \"" + name + "k\"}}"))))
                .isEqualTo("server.key has 33 characters, at most 32 are stored");
        assertThat(reason(() -> alerts("{\"message\": \"m\", \"service\": \"" + name + "n\"}")))
                .isEqualTo("alerts[0].service has 33 characters, at most 32 are stored");

        OverCDecoder narrow =
                new OverCDecoder(RequestLimits.USUAL.withEntries(2).withBodyBytes(200));
        String two = "{\"message\": \"1\"}, {\"message\": \"2\"}";
        assertThat(narrow.alerts(bytes("{" + SERVER + ", \"alerts\": [" + two + "]}"))
                        .alerts())
                .hasSize(2);
        assertThat(reason(() -> narrow.alerts(bytes("{" + SERVER + ", \"alerts\": [" + two + ", {}]}"))))
                .isEqualTo("alerts has more than 2 entries: send them in several posts");
        assertThat(reason(() -> narrow.ping(new byte[201]))).isEqualTo("the body has 201 bytes, at most 200 are taken");
    }

    @Test
    void refusesWhatIsNestedTooDeeplyOrTooLongBeforeItCostsAnything() {
        String deep = "{\"x\": " + "[".repeat(100_000);
        assertThat(reason(() -> decoder.ping(bytes(deep)))).startsWith("the body is nested deeper than 16 levels");
        assertThat(reason(() -> status("{\"period\": " + "9".repeat(1001) + "}")))
                .contains("1000 characters");
        assertThat(reason(() -> status("{\"" + "k".repeat(1001) + "\": 1}"))).contains("1000 characters");
    }

    @Test
    void tellsNobodyTheKey() {
        for (String body : List.of(
                "{\"server\": {\"name\": \"a\", \"key\": \"never-seen\" never-seen}}",
                "{\"server\": {\"name\": \"a\", \"key\": never-seen}}",
                "{\"server\": {\"name\": \"a\", \"key\": \"never-seen-\\u0000\"}}",
                "{\"server\": {\"name\": \"a\", \"key\": \"never-seen-and-much-longer-than-is-stored\"}}",
                "{\"server\": {\"name\": \"a\", \"key\": [\"never-seen\"]}}")) {
            assertThat(reason(() -> decoder.ping(bytes(body)))).doesNotContain("never-seen");
        }
        assertThat(LOCALHOST.toString()).doesNotContain("s3cr3t");
    }
}
