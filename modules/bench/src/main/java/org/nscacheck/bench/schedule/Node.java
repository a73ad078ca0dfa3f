/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.nscacheck.bench.footprint.CountingDataSource;
import org.slf4j.LoggerFactory;

/**
 * One node of a cluster, in a process of its own. Says when it is ready, then answers one line to each line on its standard
 * input, and is gone with its input. Only "heap" collects garbage, only "lateness" forgets what it told.
 */
public final class Node {

    private Node() {}

    /** Runs what the words describe until the input ends; a last word "count" has statements counted. */
    public static void main(String[] words) {
        Logging.onlyWarnings();
        try {
            run(Assignment.parse(words), words[words.length - 1].equals("count"));
        } catch (Exception e) {
            LoggerFactory.getLogger(Node.class).error("the node cannot go on", e);
        }
        // Not in order: the database may be gone by now, and nobody waits for what is left to be done.
        Runtime.getRuntime().halt(0);
    }

    private static void run(Assignment assignment, boolean counts) throws Exception {
        Contender contender = assignment.contender();
        Executions executions = new Executions();
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(assignment.url());
        pool.setUsername(assignment.username());
        pool.setPassword(assignment.password());
        pool.setMaximumPoolSize(contender.connections());
        CountingDataSource counting = new CountingDataSource();
        counting.over(pool);
        String name = "node-" + ProcessHandle.current().pid();
        contender.start(counts ? counting : pool, name, executions);
        System.out.println("READY");
        answer(executions, counting);
    }

    private static void answer(Executions executions, CountingDataSource counting) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(
                    switch (line) {
                        case "heap" -> "HEAP " + heapBytes();
                        case "lateness" -> "LATENESS " + executions.lateness().drain();
                        default ->
                            "FIGURES " + executions.count() + " " + processorNanos() + " " + counting.statements();
                    });
        }
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long heapBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
