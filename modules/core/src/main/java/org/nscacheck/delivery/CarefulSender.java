/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends with a sender that may break its contract: it throws, or returns too few outcomes. A report that makes it throw is found
 * by halving the batch and does not hold up others. For one batch; of one thread.
 */
final class CarefulSender {

    private static final Logger log = LoggerFactory.getLogger(CarefulSender.class);

    /** A sender that has failed so often and done nothing is broken as a whole. */
    private static final int MOST_FAILURES = 12;

    private static final String FAILED = "the sender failed, see the log";
    private static final SendOutcome UNKNOWN = new SendOutcome.Unknown(FAILED);
    private static final SendOutcome REFUSED = new SendOutcome.Refused("the sender fails for it, see the log");

    private final Server server;
    private final Sender sender;
    private final Deadline deadline;
    private final SendOutcome failedAlone;
    private int failures;
    private boolean worked;

    /** @param pause before a report for which it fails is tried again, so that those behind it are */
    CarefulSender(Server server, Sender sender, Deadline deadline, Duration pause) {
        this.server = server;
        this.sender = sender;
        this.deadline = deadline;
        this.failedAlone = new SendOutcome.Retry(FAILED, pause);
    }

    /** Returns one outcome per report. */
    List<SendOutcome> send(List<Report> reports) throws InterruptedException {
        List<SendOutcome> outcomes = sendOrHalve(reports);
        if (worked) {
            // It does its work for others, so it is this report.
            return outcomes.stream()
                    .map(outcome -> outcome.equals(failedAlone) ? REFUSED : outcome)
                    .toList();
        }
        boolean nobodyToBlame = failures > 0 && reports.size() > 1;
        return nobodyToBlame ? Collections.nCopies(reports.size(), UNKNOWN) : outcomes;
    }

    private List<SendOutcome> sendOrHalve(List<Report> reports) throws InterruptedException {
        if (failures > 0 && deadline.isOver()) {
            return Collections.nCopies(reports.size(), UNKNOWN);
        }
        try {
            List<SendOutcome> outcomes = sender.send(reports, deadline);
            if (outcomes.size() == reports.size()) {
                worked = true;
                return outcomes;
            }
            log.error(
                    "NSCA-330 sender returned {} outcomes for {} reports name={} kind={}",
                    outcomes.size(),
                    reports.size(),
                    Names.printable(server.name()),
                    server.kind());
            return Collections.nCopies(reports.size(), UNKNOWN);
        } catch (RuntimeException | Error e) {
            if (failures == 0) {
                log.error("NSCA-330 sender failed name={} kind={}", Names.printable(server.name()), server.kind(), e);
            }
            failures++;
        }
        if (reports.size() == 1) {
            return List.of(failedAlone);
        }
        if (!worked && failures >= MOST_FAILURES) {
            return Collections.nCopies(reports.size(), UNKNOWN);
        }
        int middle = reports.size() / 2;
        List<SendOutcome> outcomes = new ArrayList<>(sendOrHalve(reports.subList(0, middle)));
        outcomes.addAll(sendOrHalve(reports.subList(middle, reports.size())));
        return outcomes;
    }
}
