/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/**
 * A memory as text: sections separated by {@code |}, fields by {@code ,}, recipients by {@code ;}. An absent field is empty. Times are
 * seconds and nanoseconds in base 36. The sections are version, state and episode, acknowledgement, changes, words.
 */
final class MemoryText {

    private static final String VERSION = "1";
    private static final int SECTIONS = 5;
    private static final int RADIX = 36;

    private MemoryText() {}

    static String encode(AlertMemory memory) {
        Episode episode = memory.episode();
        return String.join(
                "|",
                VERSION,
                fields(
                        name(memory.seen()),
                        time(episode.badSince()),
                        time(episode.openSince()),
                        time(episode.rearmedAt())),
                acknowledgement(memory.acknowledgement()),
                memory.changes().stream().map(MemoryText::time).collect(Collectors.joining(",")),
                memory.words().entrySet().stream()
                        .map(entry -> word(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(";")));
    }

    static AlertMemory decode(String text) {
        String[] sections = text.split("\\|", -1);
        if (sections.length != SECTIONS || !sections[0].equals(VERSION)) {
            return AlertMemory.EMPTY;
        }
        try {
            String[] state = parts(sections[1], 4);
            return new AlertMemory(
                    words(sections[4]),
                    acknowledgement(sections[2]),
                    severity(state[0]),
                    new Episode(instant(state[1]), instant(state[2]), instant(state[3])),
                    changes(sections[3]));
        } catch (IllegalArgumentException | DateTimeException e) {
            return AlertMemory.EMPTY;
        }
    }

    private static String acknowledgement(@Nullable Acknowledgement given) {
        return given == null
                ? ""
                : fields(
                        escaped(given.by()),
                        escaped(given.reason()),
                        time(given.at()),
                        time(given.until()),
                        name(given.severity()));
    }

    private static @Nullable Acknowledgement acknowledgement(String text) {
        if (text.isEmpty()) {
            return null;
        }
        String[] parts = parts(text, 5);
        return new Acknowledgement(
                plain(parts[0]), plain(parts[1]), known(parts[2]), instant(parts[3]), Severity.valueOf(parts[4]));
    }

    private static String word(ServerId notifier, Word word) {
        return fields(
                notifier.toString(),
                name(word.severity()),
                time(word.at()),
                time(word.resultAt()),
                word.flapping() ? "f" : "",
                time(word.gatheredUntil()),
                name(word.held()));
    }

    private static Map<ServerId, Word> words(String text) {
        Map<ServerId, Word> words = new LinkedHashMap<>();
        for (String one : text.isEmpty() ? new String[0] : text.split(";", -1)) {
            String[] parts = parts(one, 7);
            Reason held = parts[6].isEmpty() ? null : Reason.valueOf(parts[6]);
            words.put(
                    new ServerId(UUID.fromString(parts[0])),
                    new Word(
                            severity(parts[1]),
                            instant(parts[2]),
                            instant(parts[3]),
                            parts[4].equals("f"),
                            instant(parts[5]),
                            held));
        }
        return words;
    }

    private static List<Instant> changes(String text) {
        List<Instant> changes = new ArrayList<>();
        for (String one : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            changes.add(known(one));
        }
        return changes;
    }

    private static String fields(String... fields) {
        return String.join(",", fields);
    }

    private static String[] parts(String text, int count) {
        String[] parts = text.split(",", -1);
        if (parts.length != count) {
            throw new IllegalArgumentException("found " + parts.length + " fields instead of " + count);
        }
        return parts;
    }

    private static String name(@Nullable Enum<?> constant) {
        return constant == null ? "" : constant.name();
    }

    private static @Nullable Severity severity(String name) {
        return name.isEmpty() ? null : Severity.valueOf(name);
    }

    private static String time(@Nullable Instant at) {
        if (at == null) {
            return "";
        }
        String seconds = Long.toString(at.getEpochSecond(), RADIX);
        return at.getNano() == 0 ? seconds : seconds + "." + Integer.toString(at.getNano(), RADIX);
    }

    private static @Nullable Instant instant(String text) {
        return text.isEmpty() ? null : known(text);
    }

    private static Instant known(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? Instant.ofEpochSecond(Long.parseLong(text, RADIX))
                : Instant.ofEpochSecond(
                        Long.parseLong(text.substring(0, dot), RADIX),
                        Integer.parseInt(text.substring(dot + 1), RADIX));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String plain(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
