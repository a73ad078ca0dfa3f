/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;

/**
 * Has OverC told the period of each service as the configuration promises it. The sender takes it from the time until which a result
 * holds, which is later: it has a grace, so that nothing good is lost that comes a little late. That one still decides whether a
 * result is sent; one whose period is over is tried again with what is left.
 */
final class PromisedPeriods implements SenderFactory {

    private final SenderFactory overc;
    private final Map<String, Duration> periods;

    /** @param periods by service */
    PromisedPeriods(SenderFactory overc, Map<String, Duration> periods) {
        this.overc = overc;
        this.periods = Map.copyOf(periods);
    }

    @Override
    public String kind() {
        return overc.kind();
    }

    @Override
    public String label() {
        return overc.label();
    }

    @Override
    public int defaultPort() {
        return overc.defaultPort();
    }

    @Override
    public CatchUp defaultCatchUp() {
        return overc.defaultCatchUp();
    }

    @Override
    public boolean carriesResultTime() {
        return overc.carriesResultTime();
    }

    @Override
    public List<Setting> settings() {
        return overc.settings();
    }

    @Override
    public List<String> validate(Server server) {
        return overc.validate(server);
    }

    @Override
    public Sender open(Server server) {
        Sender sender = overc.open(server);
        return new Sender() {
            @Override
            public List<SendOutcome> send(List<Report> reports, Deadline deadline) throws InterruptedException {
                return PromisedPeriods.this.send(sender, reports, deadline);
            }

            @Override
            public void close() {
                sender.close();
            }
        };
    }

    private List<SendOutcome> send(Sender sender, List<Report> reports, Deadline deadline) throws InterruptedException {
        List<SendOutcome> outcomes =
                new ArrayList<>(Collections.nCopies(reports.size(), new SendOutcome.Retry("not sent")));
        List<Report> valid = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            Optional<SendOutcome.Expired> expiry = reports.get(i).expiry(deadline);
            if (expiry.isPresent()) {
                outcomes.set(i, expiry.get());
            } else {
                valid.add(promised(reports.get(i), deadline));
                places.add(i);
            }
        }
        List<SendOutcome> sent = sender.send(valid, deadline);
        for (int i = 0; i < sent.size(); i++) {
            boolean heldUp = sent.get(i) instanceof SendOutcome.Expired;
            outcomes.set(
                    places.get(i),
                    heldUp ? new SendOutcome.Retry("its period was over before it was written") : sent.get(i));
        }
        return outcomes;
    }

    /** What is sent late promises what is left of the period, and at least a second. */
    private Report promised(Report report, Deadline deadline) {
        Duration period = periods.get(String.valueOf(report.target().service()));
        if (period == null) {
            return report;
        }
        Instant now = deadline.storeTime().orElse(report.at());
        Instant until = report.at().plus(period);
        Instant soonest = now.plusSeconds(1);
        return new Report(report.target(), report.result(), report.at(), until.isBefore(soonest) ? soonest : until);
    }
}
