/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.overc.AlertsPost.PostedAlert;
import org.nscacheck.server.Secret;

class OverCEncoderTest {

    private static final Identification SHOP = new Identification("shop", Secret.of("1\"2"));

    private final OverCDecoder decoder = new OverCDecoder(RequestLimits.USUAL);

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void writesWhatOverCDocuments() {
        assertThat(text(OverCEncoder.ping(SHOP))).isEqualTo("{\"server\":{\"name\":\"shop\",\"key\":\"1\\\"2\"}}");
        assertThat(text(OverCEncoder.status(new StatusPost(
                        SHOP,
                        60,
                        List.of(
                                new ServiceReport("app", Status.CRITICAL, "down", null),
                                new ServiceReport("cpu", Status.OK, "", 7))))))
                .isEqualTo("{\"server\":{\"name\":\"shop\",\"key\":\"1\\\"2\"},\"period\":60,\"services\":["
                        + "{\"name\":\"app\",\"state\":\"FAIL\",\"info\":\"down\"},"
                        + "{\"name\":\"cpu\",\"state\":\"OK\",\"info\":\"\",\"period\":7}]}");
        assertThat(text(OverCEncoder.alerts(new AlertsPost(
                        SHOP, List.of(PostedAlert.of("down", null), new PostedAlert("late", "app", "t"))))))
                .isEqualTo("{\"server\":{\"name\":\"shop\",\"key\":\"1\\\"2\"},\"alerts\":[{\"message\":\"down\"},"
                        + "{\"message\":\"late\",\"service\":\"app\",\"title\":\"t\"}]}");
    }

    @Test
    void writesTheAnswers() {
        assertThat(text(OverCEncoder.pong())).isEqualTo("{\"pong\":1}");
        assertThat(text(OverCEncoder.ok())).isEqualTo("{\"ok\":1}");
        assertThat(text(OverCEncoder.error("no \"name\""))).isEqualTo("{\"error\":\"no \\\"name\\\"\"}");
        assertThat(text(OverCEncoder.error(Identification.WRONG_KEY))).isEqualTo("{\"error\":\"Invalid server key\"}");
    }

    @Test
    void writesWhatItsDecoderReads() throws Exception {
        StatusPost post = new StatusPost(
                SHOP,
                Integer.MAX_VALUE,
                List.of(
                        new ServiceReport("a;b|c", Status.OK, "first\nsecond\t\u0007 \"\\ </script>", 0),
                        new ServiceReport("ığ 🚀", Status.UNKNOWN, "x".repeat(10_000), null)));
        assertThat(decoder.status(OverCEncoder.status(post))).isEqualTo(post);
    }

    @Test
    void neverFailsAtHalfACharacter() throws Exception {
        StatusPost post = new StatusPost(SHOP, 1, List.of(new ServiceReport("a", Status.OK, "\ud800 x", null)));
        assertThat(decoder.status(OverCEncoder.status(post)).services().get(0).info())
                .isEqualTo("? x");
    }
}
