/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alertmanager;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nscacheck.http.HttpOutcome;
import org.nscacheck.http.PostOutcomes;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.OneByOne;
import org.nscacheck.sender.SendOutcome;

/**
 * Posts alerts, those of a batch at once as long as each is about something else. Alertmanager answers 400 if one of them is
 * malformed, and keeps the others: then each is posted alone. For one thread at a time.
 */
final class AlertmanagerNotifier implements Notifier {

    private static final int MOST_AT_ONCE = 200;
    private static final int MALFORMED = 400;

    private final Alerts alerts;
    private final AlertPosts wire;
    private final InstantSource clock;
    private final PostOutcomes outcomes;

    AlertmanagerNotifier(Alerts alerts, AlertPosts wire, InstantSource clock) {
        this.alerts = alerts;
        this.wire = wire;
        this.clock = clock;
        this.outcomes = wire.outcomes();
    }

    @Override
    public List<SendOutcome> send(List<Notification> notifications, Deadline deadline) throws InterruptedException {
        List<SendOutcome> all = new ArrayList<>();
        for (List<Notification> part : parts(notifications)) {
            List<SendOutcome> some = sendPart(part, deadline);
            all.addAll(some);
            if (!some.stream().allMatch(AlertmanagerNotifier::isSettled)) {
                break;
            }
        }
        while (all.size() < notifications.size()) {
            all.add(new SendOutcome.Retry(outcomes.place() + ": those before it were not delivered"));
        }
        return all;
    }

    private List<SendOutcome> sendPart(List<Notification> part, Deadline deadline) throws InterruptedException {
        HttpOutcome answer = post(part, deadline);
        return isMalformed(answer) && part.size() > 1
                ? OneByOne.send(part, deadline, each -> outcomes.of(post(List.of(each), deadline)))
                : Collections.nCopies(part.size(), outcomes.of(answer));
    }

    private static boolean isSettled(SendOutcome outcome) {
        return outcome instanceof SendOutcome.Accepted || outcome instanceof SendOutcome.Refused;
    }

    /** The order of notifications about the same must be that of posts. */
    private static List<List<Notification>> parts(List<Notification> notifications) {
        List<List<Notification>> parts = new ArrayList<>();
        Set<Identity> inLast = new HashSet<>();
        for (Notification each : notifications) {
            if (parts.isEmpty() || inLast.size() == MOST_AT_ONCE || inLast.contains(each.identity())) {
                parts.add(new ArrayList<>());
                inLast.clear();
            }
            parts.get(parts.size() - 1).add(each);
            inLast.add(each.identity());
        }
        return parts;
    }

    private static boolean isMalformed(HttpOutcome outcome) {
        return outcome instanceof HttpOutcome.Answered answered && answered.status() == MALFORMED;
    }

    private HttpOutcome post(List<Notification> notifications, Deadline deadline) throws InterruptedException {
        Instant now = clock.instant();
        return wire.post(
                notifications.stream()
                        .flatMap(each -> alerts.of(each, now).stream())
                        .toList(),
                deadline);
    }
}
