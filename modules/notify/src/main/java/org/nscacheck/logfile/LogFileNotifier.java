/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.logfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.nscacheck.notification.Notification;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.SendOutcome;

/**
 * Adds lines to a file. It is opened for each batch, so that one that was moved away by a rotation is followed by a new one, and each
 * line is one write to its end, so that lines of several writers do not mix. For one thread at a time.
 */
final class LogFileNotifier implements Notifier {

    private static final Set<? extends OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private final LogFileSettings settings;
    private final String sender;

    /** @param sender who tells it */
    LogFileNotifier(LogFileSettings settings, String sender) {
        this.settings = settings;
        this.sender = sender;
    }

    @Override
    public List<SendOutcome> send(List<Notification> notifications, Deadline deadline) throws InterruptedException {
        if (notifications.isEmpty()) {
            return List.of();
        }
        List<SendOutcome> outcomes = new ArrayList<>();
        String problem = "there was no time left to write it";
        if (!deadline.isOver()) {
            problem = write(notifications, deadline, outcomes);
        }
        outcomes.addAll(Collections.nCopies(notifications.size() - outcomes.size(), new SendOutcome.Retry(problem)));
        return outcomes;
    }

    /** Returns why not all were written. */
    private String write(List<Notification> notifications, Deadline deadline, List<SendOutcome> outcomes)
            throws InterruptedException {
        try {
            Path file = settings.require();
            try (FileChannel channel = FileChannel.open(file, OPTIONS)) {
                for (Notification each : notifications) {
                    if (deadline.isOver()) {
                        return "the time ended before it was written";
                    }
                    outcomes.add(write(channel, settings.format().line(each, sender)));
                }
            }
            return "";
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (IOException e) {
            String message = e.getMessage();
            return settings.path() + " could not be written: " + (message == null ? "" : message + " ") + "("
                    + e.getClass().getSimpleName() + ")";
        }
    }

    /** @throws IOException if nothing was written */
    private SendOutcome write(FileChannel channel, byte[] line) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(line);
        try {
            while (left.hasRemaining()) {
                channel.write(left);
            }
            return new SendOutcome.Accepted();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            if (left.position() == 0) {
                throw e;
            }
            return new SendOutcome.Unknown(settings.path() + ": a part of the line was written: " + e.getMessage());
        }
    }
}
