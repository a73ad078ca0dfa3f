/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.nscacheck.bench.footprint.CountingDataSource;

/**
 * One node of a cluster, in a process of its own. Says when it is ready, then answers one line to each line on its standard
 * input, and ends with its input. Only "heap" collects garbage, only "lateness" forgets what it told.
 */
public final class Node {

    private Node() {}

    /** Runs what the words describe until the input ends; a last word "count" has statements counted. */
    public static void main(String[] words) throws Exception {
        Logging.onlyWarnings();
        Assignment assignment = Assignment.parse(words);
        Contender contender = assignment.contender();
        Executions executions = new Executions();
        CountingDataSource counting = new CountingDataSource();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(assignment.url());
            pool.setUsername(assignment.username());
            pool.setPassword(assignment.password());
            pool.setMaximumPoolSize(contender.connections());
            counting.over(pool);
            boolean counts = words[words.length - 1].equals("count");
            String name = "node-" + ProcessHandle.current().pid();
            AutoCloseable running = contender.start(counts ? counting : pool, name, executions);
            System.out.println("READY");
            answer(executions, counting);
            running.close();
        }
    }

    private static void answer(Executions executions, CountingDataSource counting) throws Exception {
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
