/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;

class CommandWriterTest {

    private final CommandParser parser = new CommandParser(DataSets.BASIC, InstantSource.fixed(Golden.AT));
    private final Random random = new Random(77);

    private static Notification notification(Identity identity, String text, Map<String, Object> metadata) {
        return new Notification(Notification.Kind.EVENT, Severity.FAILURE, Golden.AT, identity, text, metadata);
    }

    @Test
    void writesANotification() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("CurrentValue", 7.5);
        metadata.put("warning max", 5L);
        Identity identity = new Identity("shop", "mail", "", "gauge", "a \"b\"");

        assertThat(CommandWriter.putNotification(notification(identity, "7 mails\nC:\\x", metadata)))
                .isEqualTo(
                        "PUTNOTIF severity=failure time=1700000000.25 host=\"shop\" plugin=\"mail\" type=\"gauge\""
                                + " type_instance=\"a \\\"b\\\"\" message=\"7 mails C:\\\\x\" s:CurrentValue=\"7.5\" s:warning_max=\"5\"");
    }

    @Test
    void writesWhatTheParserReads() {
        for (int i = 0; i < 5_000; i++) {
            Notification written = notification(
                    new Identity(text(20), text(20), text(20), text(20), text(20)),
                    "x" + text(80),
                    Map.of("k", text(20)));
            assertThat(parser.parse(CommandWriter.putNotification(written)))
                    .isEqualTo(new Command.PutNotification(written));
        }
    }

    @Test
    void writesValuesThatTheParserReads() {
        for (int i = 0; i < 5_000; i++) {
            Value value = List.of(
                            Value.gauge(random.nextGaussian()),
                            Value.gauge(Double.NaN),
                            Value.gauge(Double.NEGATIVE_INFINITY),
                            Value.counter(random.nextLong()),
                            Value.derive(random.nextLong()),
                            Value.absolute(random.nextLong()))
                    .get(random.nextInt(6));
            String type = value.type().name().toLowerCase(java.util.Locale.ROOT);
            ValueList list = new ValueList(
                    new Identity("shop", "a b", "\"c", type, "d"),
                    Instant.ofEpochSecond(random.nextInt(1, 2_000_000_000)),
                    Duration.ofSeconds(1 + random.nextInt(100)),
                    List.of(value));
            assertThat(parser.parse(CommandWriter.putValues(list))).isEqualTo(new Command.PutValues(List.of(list)));
        }
    }

    @Test
    void writesTheOtherCommandsAsTheParserReadsThem() {
        Identity identity = new Identity("shop", "a b", "c\\", "gauge", "d");
        FlushRequest flush = new FlushRequest(List.of("a b", "c"), Duration.ofMillis(1500), List.of(identity));

        assertThat(parser.parse(CommandWriter.getValue(identity)))
                .isEqualTo(new Command.GetValue(identity, List.of(DataSource.value(ValueType.GAUGE))));
        assertThat(parser.parse(CommandWriter.getThreshold(identity)))
                .isEqualTo(new Command.GetThreshold(identity, "shop/a b-c\\/gauge-d"));
        assertThat(parser.parse(CommandWriter.listValues())).isEqualTo(new Command.ListValues());
        assertThat(parser.parse(CommandWriter.flush(flush))).isEqualTo(new Command.Flush(flush));
    }

    @Test
    void keepsALineWithinWhatCollectdReads() {
        String quotes = "\"".repeat(255);
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            metadata.put("key" + i, "value");
        }
        String line = CommandWriter.putNotification(
                notification(new Identity("h".repeat(127), "p".repeat(127), "", "", ""), quotes, metadata));

        assertThat(Fitted.bytes(line)).isBetween(1000, CommandWriter.MAX_LINE_BYTES);
        assertThat(line).contains("s:key0=").doesNotContain("s:key99=");
    }

    @Test
    void shortensTheTextWhereNamesTakeTheRoom() {
        String name = "n".repeat(127);
        Notification written = notification(new Identity(name, name, name, name, name), "\"".repeat(200), Map.of());
        String line = CommandWriter.putNotification(written);

        assertThat(Fitted.bytes(line)).isLessThanOrEqualTo(CommandWriter.MAX_LINE_BYTES);
        assertThat(parser.parse(line)).isInstanceOfSatisfying(Command.PutNotification.class, put -> assertThat(
                        put.notification().text())
                .matches("\"{50,}\\.\\.\\."));
    }

    @Test
    void refusesNamesThatLeaveNoRoom() {
        String name = "\"".repeat(127);

        assertThatThrownBy(() -> CommandWriter.putNotification(
                        notification(new Identity(name, name, name, name, name), "x", Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1022 bytes");
    }

    private String text(int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            text.append(
                    List.of("a", " ", "\"", "\\", "=", "ö", "€", "🚀", "/", "-").get(random.nextInt(10)));
        }
        return text.toString();
    }
}
