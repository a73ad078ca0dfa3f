/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

/** The schedulers that are compared, and forms of our own. */
enum Design {
    OURS("ours"),
    QUARTZ("Quartz, clustered"),
    DB_SCHEDULER("db-scheduler"),
    METRIC("ours, with a metric"),
    RULE("ours, with a metric and a rule");

    private final String label;

    Design(String label) {
        this.label = label;
    }

    boolean isOurs() {
        return this != QUARTZ && this != DB_SCHEDULER;
    }

    String label() {
        return label;
    }

    Contender contender(int workers, OurEngine.Load load) {
        return switch (this) {
            case OURS -> new OurEngine(workers, load);
            case QUARTZ -> new QuartzCluster(workers);
            case DB_SCHEDULER -> new DbScheduler(workers);
            case METRIC -> new OurEngine(workers, load).measuring(OurEngine.Values.RECORDED);
            case RULE -> new OurEngine(workers, load).measuring(OurEngine.Values.JUDGED);
        };
    }
}
