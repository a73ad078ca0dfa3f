/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.daemon.PassiveResult;

/**
 * The judge: compares what was recorded as run, what the outbox says became of it, and what the real daemon has written, for
 * one receiver.
 */
final class Books {

    private final Receiver receiver;
    private final Map<String, Run> runs = new HashMap<>();
    private final Map<String, Integer> states = new TreeMap<>();
    private final List<String> unaccounted = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();
    private final List<String> outOfOrder = new ArrayList<>();
    private final List<String> outdated = new ArrayList<>();
    private final List<String> lostChanges = new ArrayList<>();
    private final List<String> unexplainedRepeats = new ArrayList<>();
    private final List<String> doubleRuns;
    private final Attempts attempts;
    private int inFile;
    private int duplicates;

    /** A run that had something to report, and the delivery that came of it. */
    record Run(String service, String check, long number, Instant at, String state, boolean changed) {

        String report() {
            return service + "#" + Timeline.micros(at);
        }
    }

    private Books(Lab lab, Receiver receiver) throws IOException {
        this.receiver = receiver;
        this.attempts = Attempts.of(lab, receiver);
        lab.jdbc()
                .sql("""
                SELECT coalesce(d.service, c.service, c.handler_key) AS service, c.handler_key AS "check",
                       r.claim_no AS number, r.ended_at AS at,
                       coalesce(d.state, 'NONE') AS state, coalesce(d.changed, false) AS changed
                FROM nscacheck.nsca_run r
                JOIN nscacheck.nsca_check c ON c.id = r.check_id
                LEFT JOIN nscacheck.nsca_delivery d
                    ON d.check_id = r.check_id AND d.node = r.node AND d.claim_no = r.claim_no
                    AND d.server_id = (SELECT id FROM nscacheck.nsca_server WHERE name IN (?, ?))
                WHERE r.status IS NOT NULL
                """)
                .params(receiver.name(), receiver.name() + LabConsole.RENAMED)
                .query(Run.class)
                .list()
                .forEach(run -> runs.put(run.report(), run));
        doubleRuns = lab.jdbc()
                .sql("SELECT check_id || ' ' || slot FROM nscacheck.nsca_run WHERE NOT forced"
                        + " GROUP BY check_id, node, slot HAVING count(*) > 1")
                .query(String.class)
                .list();
    }

    static Books of(Lab lab, Receiver receiver) throws IOException {
        Books books = new Books(lab, receiver);
        books.judge(receiver.daemon().results());
        return books;
    }

    private void judge(List<PassiveResult> file) {
        Map<String, Integer> received = read(file);
        Map<String, Run> newest = new HashMap<>();
        for (Run run : runs.values()) {
            int times = received.getOrDefault(run.report(), 0);
            states.merge(run.state(), 1, Integer::sum);
            inFile += Math.min(1, times);
            duplicates += Math.max(0, times - 1);
            if (times - 1 > attempts.open(run.report())) {
                unexplainedRepeats.add(run + " came " + times + " times");
            }
            if (times == 0) {
                missing(run);
            }
            newest.merge(run.check(), run, (a, b) -> a.number() > b.number() ? a : b);
        }
        newest.values().stream()
                .filter(run -> !received.containsKey(run.report()))
                .forEach(run -> outdated.add(run.toString()));
    }

    private Map<String, Integer> read(List<PassiveResult> file) {
        Map<String, Integer> received = new HashMap<>();
        Map<String, Run> last = new HashMap<>();
        Map<String, Run> newest = new HashMap<>();
        for (PassiveResult result : file) {
            String report = result.service() + result.output().split(" ", 2)[0];
            Run run = runs.get(report);
            if (run == null) {
                strangers.add(result.toString());
                continue;
            }
            // A batch of which it is not known what arrived is repeated from its start: there, order begins anew.
            boolean repeated = received.merge(report, 1, Integer::sum) > 1;
            Run before = newest.merge(run.service(), run, (a, b) -> a.number() > b.number() ? a : b);
            if (before.number() > run.number() && !repeated) {
                outOfOrder.add(run + " behind " + before);
            }
            last.put(run.service(), run);
        }
        last.forEach((service, run) -> {
            Run latest = newest.getOrDefault(service, run);
            if (latest.number() > run.number()) {
                outOfOrder.add(run + " is the last, behind " + latest);
            }
        });
        return received;
    }

    private void missing(Run run) {
        switch (run.state()) {
            case "NONE" -> unaccounted.add(run.toString());
            case "SENT", "ACCEPTED" -> lost.add(run.toString());
            case "SUPERSEDED" -> {
                if (receiver.catchUp() == CatchUp.ALL || (receiver.catchUp() == CatchUp.CHANGES && run.changed())) {
                    lostChanges.add(run.toString());
                }
            }
            default -> {
                // It waits, or has expired: the states tell.
            }
        }
    }

    /** Returns how many results are in the daemon's file, repeats not counted. */
    int inFile() {
        return inFile;
    }

    int superseded() {
        return states.getOrDefault("SUPERSEDED", 0);
    }

    int duplicates() {
        return duplicates;
    }

    int duplicatesAllowed() {
        return attempts.open();
    }

    /** After {@link Lab#settle()}: every run has an end, and only what has to be is repeated or left out. */
    void assertBalanced() {
        assertThat(doubleRuns).as("slots with two runs").isEmpty();
        assertThat(unaccounted).as("runs without a delivery").isEmpty();
        assertThat(lost).as("reports that were sent and did not arrive").isEmpty();
        assertThat(strangers).as("results that no run explains").isEmpty();
        assertThat(outOfOrder).as("older results behind newer ones").isEmpty();
        assertThat(lostChanges)
                .as("superseded although the policy is " + receiver.catchUp())
                .isEmpty();
        assertThat(unexplainedRepeats).as("repeats that no fault explains").isEmpty();
        assertThat(duplicates).as("repeats").isLessThanOrEqualTo(attempts.open());
        assertThat(outdated).as("newest results that are not in the file").isEmpty();
    }

    /** Balanced, and nothing became too old to be sent. */
    void assertAllDelivered() {
        assertBalanced();
        assertThat(states.keySet()).as("how deliveries have ended").isSubsetOf("SENT", "SUPERSEDED");
    }

    @Override
    public String toString() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("runs", runs.size());
        columns.put("in file", inFile);
        columns.put("superseded", superseded());
        columns.put("expired", states.getOrDefault("EXPIRED", 0));
        columns.put("waiting", states.getOrDefault("WAITING", 0) + states.getOrDefault("LEASED", 0));
        columns.put("lost", lost.size());
        columns.put("unaccounted", unaccounted.size());
        columns.put("not explained", strangers.size());
        columns.put("order inversions", outOfOrder.size());
        columns.put("run twice", doubleRuns.size());
        columns.put("repeats", duplicates);
        columns.put("repeats allowed", attempts.open());
        columns.put("repeats without a fault", unexplainedRepeats.size());
        columns.put("unknown without a fault", attempts.failedWithoutFault());
        return String.format(
                Locale.ROOT,
                "%ncatch-up %s%n%n| %s |%n|%s%n| %s |%n",
                receiver.catchUp(),
                String.join(" | ", columns.keySet()),
                "---:|".repeat(columns.size()),
                String.join(
                        " | ", columns.values().stream().map(Object::toString).toList()));
    }
}
