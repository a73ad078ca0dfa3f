/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;

/**
 * Sends the metrics of results to the network plugin of a collectd, as many as fit into each packet. State and text are not sent. A
 * result without metrics is done at once. Keeps nothing between batches.
 */
final class CollectdValuesSender implements Sender {

    private final PacketEncoder encoder;
    private final PacketSender sender;
    private final Duration interval;

    CollectdValuesSender(NetworkSettings settings, Duration interval) {
        this.encoder = new PacketEncoder(settings.security());
        this.sender = new PacketSender(settings.endpoint());
        this.interval = interval;
    }

    @Override
    public List<SendOutcome> send(List<Report> reports, Deadline deadline) throws InterruptedException {
        List<Integer> counts = new ArrayList<>();
        List<ValueList> values = new ArrayList<>();
        for (Report report : reports) {
            List<ValueList> own = report.expiry(deadline).isPresent() ? List.of() : MetricValues.of(report, interval);
            counts.add(own.size());
            values.addAll(own);
        }
        List<PacketEncoder.Packet> packets = encoder.values(values);
        List<SendOutcome> sent = perValue(packets, sender.send(packets, deadline));
        return perReport(reports, counts, sent, deadline);
    }

    private static List<SendOutcome> perValue(List<PacketEncoder.Packet> packets, List<SendOutcome> outcomes) {
        List<SendOutcome> all = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            for (int item = 0; item < packets.get(i).items(); item++) {
                all.add(outcomes.get(i));
            }
        }
        return all;
    }

    private static List<SendOutcome> perReport(
            List<Report> reports, List<Integer> counts, List<SendOutcome> sent, Deadline deadline) {
        List<SendOutcome> outcomes = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < reports.size(); i++) {
            List<SendOutcome> own = sent.subList(next, next + counts.get(i));
            next += counts.get(i);
            Optional<SendOutcome.Expired> expired =
                    own.isEmpty() ? reports.get(i).expiry(deadline) : Optional.empty();
            outcomes.add(expired.<SendOutcome>map(outcome -> outcome).orElseGet(() -> together(own)));
        }
        return outcomes;
    }

    /** Values of one report may have gone in two packets with two ends; sent again, they do no harm. */
    private static SendOutcome together(List<SendOutcome> outcomes) {
        List<SendOutcome> different = outcomes.stream().distinct().collect(Collectors.toList());
        if (different.isEmpty()) {
            return new SendOutcome.Sent(false);
        }
        return different.size() == 1
                ? different.get(0)
                : new SendOutcome.Unknown("some of its values were sent, others were not");
    }
}
