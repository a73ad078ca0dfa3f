/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The judge of what people were told: compares decisions, the outbox, and the file that a notifier of the kind lab-book writes. */
final class NotificationBooks {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Told> told;
    private final Map<String, Integer> lines;
    private final Attempts attempts;

    /**
     * A decision to tell something.
     *
     * @param severity what was told
     * @param body the notification, as the store keeps it
     * @param deliveries how many deliveries came of it
     * @param ended how many of them arrived, as far as the outbox knows
     */
    record Told(String subject, String severity, String body, long deliveries, long ended) {

        String name() {
            return NotificationBooks.name(JSON.readTree(body), JSON.readTree(body));
        }
    }

    private NotificationBooks(List<Told> told, Map<String, Integer> lines, Attempts attempts) {
        this.told = told;
        this.lines = lines;
        this.attempts = attempts;
    }

    /** @param notifier its name, and the file that it writes */
    static NotificationBooks of(Lab lab, String notifier, Path file) throws IOException {
        List<Told> told = lab.jdbc().sql("""
                SELECT n.check_id || n.node AS subject, n.severity, n.body, count(d.id) AS deliveries,
                       count(d.id) FILTER (WHERE d.state IN ('SENT', 'ACCEPTED')) AS ended
                FROM nscacheck.nsca_notice n
                LEFT JOIN nscacheck.nsca_delivery d ON d.notice_id = n.id
                WHERE n.kind IS NOT NULL GROUP BY n.id ORDER BY n.id
                """).query(Told.class).list();
        Map<String, Integer> lines = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode json = JSON.readTree(line);
            lines.merge(name(json, json.get("identity")), 1, Integer::sum);
        }
        return new NotificationBooks(told, lines, Attempts.of(lab, notifier));
    }

    private static String name(JsonNode told, JsonNode identity) {
        return MarkingSenderFactory.name(
                identity.get("plugin").asString(),
                told.get("kind").asString(),
                Instant.parse(told.get("at").asString()));
    }

    int decided() {
        return told.size();
    }

    /** After everything has come to rest and nothing is wrong any more. */
    void assertBalanced() {
        assertThat(told)
                .as("decisions that did not become one delivery that ended well")
                .allMatch(each -> each.deliveries() == 1 && each.ended() == 1);
        List<String> names = told.stream().map(Told::name).toList();
        assertThat(names).as("decisions by their names").doesNotHaveDuplicates();
        assertThat(lines.keySet()).as("what was told, and what was decided").containsExactlyInAnyOrderElementsOf(names);
        List<String> unexplained = new ArrayList<>();
        lines.forEach((name, times) -> {
            if (times - 1 > attempts.open(name)) {
                unexplained.add(name + " came " + times + " times");
            }
        });
        assertThat(unexplained).as("repeats that no fault explains").isEmpty();
        assertWords();
    }

    /** Whoever decides, on which node ever: never the same word twice in a row, and the last one is that all is well. */
    private void assertWords() {
        Map<String, String> last = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (Told each : told) {
            if (each.severity().equals(last.put(each.subject(), each.severity()))) {
                twice.add(each.toString());
            }
        }
        assertThat(twice).as("words that were said twice in a row").isEmpty();
        assertThat(last.values()).as("last words").containsOnly("OKAY");
    }

    @Override
    public String toString() {
        int all = lines.values().stream().mapToInt(Integer::intValue).sum();
        return "| decided | told | repeats | repeats allowed |%n|---:|---:|---:|---:|%n| %d | %d | %d | %d |"
                .formatted(told.size(), lines.size(), all - lines.size(), attempts.open());
    }
}
