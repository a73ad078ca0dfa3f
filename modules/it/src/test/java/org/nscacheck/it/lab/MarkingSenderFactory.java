/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Purpose;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Server;

/**
 * Has each report carry when its run ended, in microseconds, so that it can be told from all others of its service, and
 * writes down what is sent and what is known to have been sent. Notifications pass as they are.
 *
 * @param kind under which it is known
 * @param slow how long each batch takes besides
 */
record MarkingSenderFactory(String kind, SenderFactory factory, NodeJournal journal, Duration slow)
        implements SenderFactory {

    @Override
    public Purpose purpose() {
        return factory.purpose();
    }

    @Override
    public boolean hasAddress() {
        return factory.hasAddress();
    }

    @Override
    public boolean hasSecret() {
        return factory.hasSecret();
    }

    @Override
    public boolean carriesResultTime() {
        return factory.carriesResultTime();
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
                TimeUnit.MILLISECONDS.sleep(slow.toMillis());
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
        return report.notification()
                .map(told -> name(told.identity().plugin(), told.kind().name(), told.at()))
                .orElseGet(() -> report.target().service() + "#" + Timeline.micros(report.at()));
    }

    /** Returns what a notification is called in journals. */
    static String name(String plugin, String kind, Instant at) {
        return plugin + "#" + kind + "#" + Timeline.micros(at);
    }

    private static Report mark(Report report) {
        return report.with(report.result().withMessage("#" + Timeline.micros(report.at()) + " " + report.message()));
    }
}
