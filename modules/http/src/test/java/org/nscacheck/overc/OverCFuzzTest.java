/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rubbish as the body of a post: it is a post, or a reason for HTTP status 400, and nothing else, and soon. */
class OverCFuzzTest {

    private static final int BODIES = 30_000;
    private static final String KEY = "kEy-tHat-nObody-sees";

    private static final List<String> SEEDS = List.of(
            "{\"server\": {\"name\": \"localhost\", \"key\": \"" + KEY + "\"}}",
            "{\"server\": {\"name\": \"localhost\", \"key\": \"" + KEY
                    + "\"}, \"period\": 60, \"services\": [{\"name\":"
                    + " \"app\", \"state\": \"OK\", \"info\": \"up 32h\", \"period\": 5}, {\"name\": \"Größe\", \"state\":"
                    + " \"ERR\"}, {\"name\": \"cpu\", \"state\": \"?\", \"info\": \"\\ud83d\\ude80\", \"x\": [1.5, null]}]}",
            "{\"server\": {\"name\": \"localhost\", \"key\": \"" + KEY + "\"}, \"alerts\": [{\"message\": \"System"
                    + " down\"}, {\"message\": \"late\", \"service\": \"queue\", \"title\": \"t\"}]}");

    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\\u0000",
        "\\ud800",
        "\\udc00",
        "null",
        "true",
        "false",
        "0",
        "-1",
        "60.5",
        "1e400",
        "-1e-400",
        "9".repeat(40),
        "\"\"",
        "\"server\"",
        "\"name\"",
        "\"key\"",
        "\"period\"",
        "\"services\"",
        "\"state\"",
        "\"info\"",
        "\"alerts\"",
        "\"message\"",
        "\"service\"",
        "\"title\"",
        "\"60\"",
        "\"OK\"",
        " ",
        "\n",
        "\u0000",
        "é",
        "🚀",
        "[[[[[[[[[[[[[[[[",
        "{\"a\":{\"a\":{\"a\":"
    };

    private final Random random = new Random(20260301);
    private final OverCDecoder decoder = new OverCDecoder(RequestLimits.USUAL);
    private int posts;
    private int refused;

    @Test
    void isAPostOrAReason() {
        for (int i = 0; i < BODIES; i++) {
            byte[] body = body(i % 4);
            tryAll(body);
        }
        assertThat(posts).as("bodies that are posts").isGreaterThan(BODIES / 60);
        assertThat(refused).as("bodies that are none").isGreaterThan(BODIES);
    }

    private byte[] body(int kind) {
        return switch (kind) {
            case 0 -> changedBytes();
            case 1 -> changedText();
            case 2 -> tokens();
            default -> anyBytes();
        };
    }

    /** Some bytes are others, are missing, or are there twice. */
    private byte[] changedBytes() {
        byte[] body = seed().getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(3) == 0 ? random.nextInt(body.length) : body.length;
        return Arrays.copyOf(body, length);
    }

    /** Pieces of JSON are put into a post, or take the place of some of it. */
    private byte[] changedText() {
        StringBuilder body = new StringBuilder(seed());
        for (int i = random.nextInt(3); i >= 0; i--) {
            int from = random.nextInt(body.length());
            int to = Math.min(body.length(), from + random.nextInt(12));
            body.replace(from, to, token());
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] tokens() {
        StringBuilder body = new StringBuilder(random.nextBoolean() ? "{" : "");
        for (int i = random.nextInt(60); i > 0; i--) {
            body.append(token());
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] anyBytes() {
        byte[] body = new byte[random.nextInt(300)];
        random.nextBytes(body);
        return body;
    }

    private String seed() {
        return SEEDS.get(random.nextInt(SEEDS.size()));
    }

    private String token() {
        return TOKENS[random.nextInt(TOKENS.length)];
    }

    private void tryAll(byte[] body) {
        judge(body, () -> {
            Identification server = decoder.ping(body);
            assertThat(decoder.ping(OverCEncoder.ping(server))).isEqualTo(server);
        });
        judge(body, () -> {
            StatusPost post = decoder.status(body);
            assertThat(decoder.status(OverCEncoder.status(post))).isEqualTo(post);
        });
        judge(body, () -> {
            AlertsPost post = decoder.alerts(body);
            assertThat(decoder.alerts(OverCEncoder.alerts(post))).isEqualTo(post);
        });
    }

    private interface Reading {
        void read() throws InvalidRequestException;
    }

    private void judge(byte[] body, Reading reading) {
        try {
            reading.read();
            posts++;
        } catch (InvalidRequestException e) {
            refused++;
            assertThat(e.reason()).isNotBlank().hasSizeLessThan(300).doesNotContain(KEY);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("failed at: " + new String(body, StandardCharsets.UTF_8), e);
        }
    }
}
