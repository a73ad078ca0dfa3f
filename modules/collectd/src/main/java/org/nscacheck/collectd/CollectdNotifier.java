/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Notification;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.SendOutcome;

/** Sends notifications to the network plugin of a collectd, one packet each. Keeps nothing between batches. */
final class CollectdNotifier implements Notifier {

    private final PacketEncoder encoder;
    private final PacketSender sender;

    CollectdNotifier(NetworkSettings settings) {
        this.encoder = new PacketEncoder(settings.security());
        this.sender = new PacketSender(settings.endpoint());
    }

    @Override
    public List<SendOutcome> send(List<Notification> notifications, Deadline deadline) throws InterruptedException {
        List<PacketEncoder.Packet> packets = new ArrayList<>();
        List<@Nullable SendOutcome> outcomes = new ArrayList<>();
        for (Notification notification : notifications) {
            Optional<String> obstacle = obstacle(notification);
            outcomes.add(obstacle.map(SendOutcome.Refused::new).orElse(null));
            if (obstacle.isEmpty()) {
                packets.add(encoder.notification(notification));
            }
        }
        return merged(outcomes, sender.send(packets, deadline));
    }

    /** Returns why a collectd would take no notice of it, or empty. */
    private static Optional<String> obstacle(Notification notification) {
        if (Boolean.TRUE.equals(notification.metadata().get(PartState.RECEIVED))) {
            return Optional.of("it came by collectd's network protocol: sent on by it, it could go round in circles");
        }
        if (notification.text().isEmpty() || CdTime.of(notification.at()) == 0) {
            return Optional.of("collectd takes no notification without a text, nor one of before 1970");
        }
        return Optional.empty();
    }

    private static List<SendOutcome> merged(List<@Nullable SendOutcome> known, List<SendOutcome> sent) {
        List<SendOutcome> outcomes = new ArrayList<>(known.size());
        int next = 0;
        for (SendOutcome outcome : known) {
            outcomes.add(outcome == null ? sent.get(next++) : outcome);
        }
        return outcomes;
    }
}
