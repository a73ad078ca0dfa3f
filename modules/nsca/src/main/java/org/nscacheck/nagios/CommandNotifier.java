/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.PerfData;
import org.nscacheck.RefusedException;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Target;

/**
 * Writes notifications as passive results: the host is that of the identity, the service the rest of it,
 * {@code plugin-instance/type-instance}; OKAY is 0, WARNING 1, FAILURE 2. Unlike collectd's, a line end in the text cannot begin
 * another command, and a name with a {@code ;}, for which there is no escape, is refused. For one thread at a time.
 */
final class CommandNotifier implements Notifier {

    private final CommandFile file;
    private final String hostName;

    /** @param hostName the host of notifications that name none */
    CommandNotifier(CommandFile file, String hostName) {
        this.file = file;
        this.hostName = hostName;
    }

    @Override
    public List<SendOutcome> send(List<Notification> notifications, Deadline deadline) throws InterruptedException {
        List<Report> reports = new ArrayList<>();
        List<@Nullable SendOutcome> refused = new ArrayList<>();
        for (Notification each : notifications) {
            try {
                reports.add(report(each));
                refused.add(null);
            } catch (RefusedException e) {
                refused.add(new SendOutcome.Refused(String.valueOf(e.getMessage())));
            }
        }
        Iterator<SendOutcome> sent =
                (reports.isEmpty() ? List.<SendOutcome>of() : file.send(reports, deadline)).iterator();
        return refused.stream()
                .map(outcome -> Optional.ofNullable(outcome).orElseGet(sent::next))
                .toList();
    }

    private Report report(Notification told) {
        Identity about = told.identity();
        String host = about.host().isEmpty() ? hostName : about.host();
        String service = about.withoutHost();
        List<String> lines = told.text().lines().toList();
        CheckResult result = new CheckResult(
                told.severity().status(),
                lines.isEmpty() ? "" : lines.get(0),
                String.join("\n", lines.subList(Math.min(1, lines.size()), lines.size())),
                PerfData.none());
        return new Report(new Target(host, service.isEmpty() ? null : service), result, told.at(), null);
    }
}
