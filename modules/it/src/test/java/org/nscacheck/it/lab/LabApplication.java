/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.nscacheck.check.CheckSource;
import org.nscacheck.logfile.LogFileNotifierFactory;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.SenderLimits;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The application in a node's process: the starter, many cheap checks, and a sender that keeps a journal. No web server, so
 * that it starts fast. Not annotated as a configuration, so that no scan finds it.
 */
@EnableAutoConfiguration
final class LabApplication {

    /** What it prints when checks run. */
    static final String READY = "the node is ready";

    /** Kind of a notifier whose batches are in the journal. */
    static final String BOOK = "lab-book";

    /** Starts a node; it runs until its process ends. */
    public static void main(String[] arguments) {
        var context = new SpringApplicationBuilder(LabApplication.class).run(arguments);
        System.out.println(READY);
        new LabConsole(context).read();
    }

    @Bean(destroyMethod = "close")
    NodeJournal nodeJournal(Environment environment) {
        return new NodeJournal(Path.of(environment.getRequiredProperty("lab.journal")));
    }

    @Bean
    CheckSource badChecks(Environment environment, DataSource pool) {
        return new BadChecks(environment.getRequiredProperty("lab.bad-checks", Integer.class), pool);
    }

    @Bean
    CheckSource labChecks(Environment environment, NodeJournal journal) {
        return new LabChecks(
                environment.getRequiredProperty("lab.checks", Integer.class),
                environment.getRequiredProperty("lab.slow-checks", Integer.class),
                environment.getRequiredProperty("lab.every"),
                environment.getRequiredProperty("lab.timeout", Duration.class),
                environment.getProperty("lab.without", Integer.class, 0),
                environment.getProperty("lab.version", Integer.class, 0),
                journal);
    }

    @Bean
    SenderFactory nscaSenderFactory(Environment environment, NodeJournal journal) {
        return new MarkingSenderFactory(
                "nsca",
                new NscaSenderFactory(Path.of(environment.getRequiredProperty("lab.journal") + ".config")),
                journal,
                Duration.ZERO);
    }

    /** Files as those of {@code log-file}, which take as long as a mail might. */
    @Bean
    SenderFactory labBookFactory(NodeJournal journal, SenderLimits limits) {
        return new MarkingSenderFactory(BOOK, new LogFileNotifierFactory(limits), journal, Duration.ofMillis(100));
    }
}
