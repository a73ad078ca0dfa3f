/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The tries to send, from the journals of all nodes, and which of them may have left something with the receiver that has to be
 * sent again.
 *
 * <p>Counting the reports that are LEASED in the database when a fault is made would be wrong both ways: the batch may change
 * between counting and fault, and a batch that had left before may have been hit while it was being noted. The journals know
 * exactly. A try is <em>open</em> for a report if
 *
 * <ul>
 *   <li>the sender said that it does not know, and a fault was made meanwhile;
 *   <li>or its node, or the node's database, was hit before it could note that the report was sent: the fault lies between the
 *       beginning of the batch and {@link #NOTING} behind its end, or the batch never ended.
 * </ul>
 *
 * <p>Only such a report may be repeated, once for each open try; a report of which the sender said that it was not sent may
 * not.
 */
final class Attempts {

    /** Far longer than noting a batch takes on a busy machine. */
    private static final long NOTING = TimeUnit.SECONDS.toMicros(3);
    /** A receiver's fault is felt until a time-out has ended what it broke. */
    private static final long RECEIVER_AFTERMATH = TimeUnit.SECONDS.toMicros(10);
    /** A node's is over with it, but for connections of the pool that turn out to be dead. */
    private static final long NODE_AFTERMATH = TimeUnit.SECONDS.toMicros(1);

    private final Map<String, Integer> open = new HashMap<>();
    private int failedWithoutFault;
    private int openReports;

    private static final class Batch {
        final String node;
        final long from;
        final String server;
        final List<String> reports;
        long until = Long.MAX_VALUE;
        String outcomes = "";

        Batch(String node, String[] words) {
            this.node = node;
            this.from = Long.parseLong(words[1]);
            this.server = words[3];
            this.reports = List.of(words).subList(4, words.length);
        }

        boolean ended() {
            return until < Long.MAX_VALUE;
        }
    }

    static Attempts of(Lab lab, Receiver receiver) throws IOException {
        return of(lab, receiver.name());
    }

    /** @param receiver name of the server or notifier */
    static Attempts of(Lab lab, String receiver) throws IOException {
        List<Timeline.Fault> faults = lab.timeline().faults().stream()
                .filter(fault -> fault.place() == Timeline.Place.RECEIVER || fault.place() == Timeline.Place.NODE)
                .toList();
        Attempts attempts = new Attempts();
        for (Node node : lab.nodes()) {
            read(node).stream()
                    .filter(batch ->
                            batch.server.equals(receiver) || batch.server.equals(receiver + LabConsole.RENAMED))
                    .forEach(batch -> attempts.add(batch, faults));
        }
        return attempts;
    }

    private static List<Batch> read(Node node) throws IOException {
        List<Batch> batches = new ArrayList<>();
        Map<String, Batch> current = new HashMap<>();
        for (String line : Files.readAllLines(node.journal())) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "start" -> {
                    current.values().forEach(batch -> batch.until = Long.MAX_VALUE);
                    current.clear();
                }
                case "send" -> {
                    Batch batch = new Batch(node.name(), words);
                    batches.add(batch);
                    current.put(words[2], batch);
                }
                case "done" -> {
                    Batch batch = current.remove(words[2]);
                    batch.until = Long.parseLong(words[1]);
                    batch.outcomes = words[3];
                }
                default -> {
                    // A run.
                }
            }
        }
        return batches;
    }

    private void add(Batch batch, List<Timeline.Fault> faults) {
        boolean hit = faults.stream().anyMatch(fault -> hits(fault, batch));
        boolean nodeHit = faults.stream().anyMatch(fault -> fault.place() == Timeline.Place.NODE && hits(fault, batch));
        for (int i = 0; i < batch.reports.size(); i++) {
            char outcome = batch.ended() ? batch.outcomes.charAt(i) : NodeJournal.UNKNOWN;
            boolean isOpen = outcome == NodeJournal.UNKNOWN ? hit : outcome == NodeJournal.SENT && nodeHit;
            if (isOpen) {
                openReports++;
                open.merge(batch.reports.get(i), 1, Integer::sum);
            } else if (outcome == NodeJournal.UNKNOWN) {
                failedWithoutFault++;
            }
        }
    }

    private static boolean hits(Timeline.Fault fault, Batch batch) {
        boolean concerns = fault.node().isEmpty() || fault.node().equals(batch.node);
        long aftermath = fault.place() == Timeline.Place.NODE ? NODE_AFTERMATH : RECEIVER_AFTERMATH;
        return concerns
                && batch.from - aftermath <= fault.until()
                && (!batch.ended() || fault.from() <= batch.until + NOTING);
    }

    /** Returns how often a report may be repeated. */
    int open(String report) {
        return open.getOrDefault(report, 0);
    }

    /** Returns how many repeats there may be of all reports. */
    int open() {
        return openReports;
    }

    /** Returns of how many reports a sender did not know what became of them although nothing was broken. */
    int failedWithoutFault() {
        return failedWithoutFault;
    }
}
