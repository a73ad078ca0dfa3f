/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nscacheck.notification.Notification;
import org.nscacheck.sender.AllowedPaths;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.SendOutcome;

/** Sends notifications by PUTNOTIF, one after the other, on a connection of each batch. */
final class SocketNotifier implements Notifier {

    private static final String NO_TIME = "there was no time left to send it";

    private final SocketNotifierFactory.SocketSettings settings;
    private final AllowedPaths allowed;

    SocketNotifier(SocketNotifierFactory.SocketSettings settings, AllowedPaths allowed) {
        this.settings = settings;
        this.allowed = allowed;
    }

    @Override
    public List<SendOutcome> send(List<Notification> notifications, Deadline deadline) throws InterruptedException {
        List<SendOutcome> outcomes = new ArrayList<>();
        if (!deadline.isOver() && !notifications.isEmpty()) {
            try (LineConnection connection = connect(deadline)) {
                sendEach(connection, notifications, outcomes, deadline);
            } catch (IOException e) {
                fill(outcomes, notifications.size(), new SendOutcome.Retry(words(e)));
            }
        }
        fill(outcomes, notifications.size(), new SendOutcome.Retry(NO_TIME));
        return outcomes;
    }

    private LineConnection connect(Deadline deadline) throws IOException, InterruptedException {
        Path real = SocketFile.require(settings.path(), allowed);
        return LineConnection.open(real, deadline.atMost(settings.timeout()));
    }

    private void sendEach(
            LineConnection connection, List<Notification> notifications, List<SendOutcome> outcomes, Deadline deadline)
            throws InterruptedException {
        for (Notification notification : notifications) {
            if (deadline.isOver()) {
                return;
            }
            try {
                String line = CommandWriter.putNotification(notification);
                outcomes.add(outcome(connection.ask(line, deadline.atMost(settings.timeout()))));
            } catch (IllegalArgumentException e) {
                outcomes.add(new SendOutcome.Refused(String.valueOf(e.getMessage())));
            } catch (IOException e) {
                outcomes.add(new SendOutcome.Unknown(words(e)));
                fill(outcomes, notifications.size(), new SendOutcome.Retry(words(e)));
                return;
            }
        }
    }

    private SendOutcome outcome(String answer) {
        if (answer.equals("0 Success")) {
            return new SendOutcome.Accepted();
        }
        return answer.matches("-[0-9]{1,9}( .*)?")
                ? new SendOutcome.Refused("collectd answers: " + answer)
                : new SendOutcome.Unknown(settings.path() + " answers what collectd does not: " + answer);
    }

    private String words(IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.startsWith(settings.path().toString()) ? message : settings.path() + ": " + message;
    }

    private static void fill(List<SendOutcome> outcomes, int size, SendOutcome outcome) {
        while (outcomes.size() < size) {
            outcomes.add(outcome);
        }
    }
}
