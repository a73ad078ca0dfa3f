/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Server;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/**
 * The demo in a process that is going to be killed. Each result carries on the wire when its run ended, in microseconds,
 * so that it can be told from all others of its service.
 */
final class KilledDemo {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(DemoApplication.class, KilledDemo.class).run(arguments);
    }

    /** Returns the words by which a run is found again at the daemon. */
    static String mark(Instant endedAt) {
        return "#" + (TimeUnit.SECONDS.toMicros(endedAt.getEpochSecond()) + endedAt.getNano() / 1000);
    }

    @Bean
    SenderFactory nscaSenderFactory() {
        return new Marking(new NscaSenderFactory(Path.of("target", "killed-demo-config")));
    }

    private record Marking(SenderFactory factory) implements SenderFactory {

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
        public Sender open(Server server) {
            Sender sender = factory.open(server);
            return new Sender() {
                @Override
                public List<SendOutcome> send(List<Report> reports, Deadline deadline) throws InterruptedException {
                    return sender.send(reports.stream().map(Marking::mark).toList(), deadline);
                }

                @Override
                public void close() {
                    sender.close();
                }
            };
        }

        private static Report mark(Report report) {
            return new Report(
                    report.target(),
                    report.status(),
                    KilledDemo.mark(report.at()) + " " + report.message(),
                    report.longOutput(),
                    report.perfData(),
                    report.at(),
                    report.validUntil());
        }
    }
}
