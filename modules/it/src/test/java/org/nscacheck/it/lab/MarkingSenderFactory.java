/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.util.List;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Server;

/**
 * Has each report carry when its run ended, in microseconds, so that it can be told from all others of its service, and
 * writes down what is sent and what is known to have been sent.
 */
record MarkingSenderFactory(SenderFactory factory, NodeJournal journal) implements SenderFactory {

    @Override
    public String kind() {
        return factory.kind();
    }

    @Override
    public List<Setting> settings() {
        return factory.settings();
    }

    @Override
    public List<String> validate(Server server) {
        return factory.validate(server);
    }

    @Override
    public void forget(Server server) {
        factory.forget(server);
    }

    @Override
    public Sender open(Server server) {
        Sender sender = factory.open(server);
        return new Sender() {
            @Override
            public List<SendOutcome> send(List<Report> reports, Deadline deadline) throws InterruptedException {
                long batch = journal.sends(
                        server.name(),
                        reports.stream().map(MarkingSenderFactory::name).toList());
                List<SendOutcome> outcomes = sender.send(
                        reports.stream().map(MarkingSenderFactory::mark).toList(), deadline);
                journal.done(batch, outcomes);
                return outcomes;
            }

            @Override
            public void close() {
                sender.close();
            }
        };
    }

    private static String name(Report report) {
        return report.target().service() + "#" + Timeline.micros(report.at());
    }

    private static Report mark(Report report) {
        return report.with(report.result().withMessage("#" + Timeline.micros(report.at()) + " " + report.message()));
    }
}
