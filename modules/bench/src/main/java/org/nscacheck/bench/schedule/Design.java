/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

/** The schedulers that are compared. */
enum Design {
    OURS("ours"),
    QUARTZ("Quartz, clustered"),
    DB_SCHEDULER("db-scheduler");

    private final String label;

    Design(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    Contender contender(int workers, OurEngine.Load load) {
        return switch (this) {
            case OURS -> new OurEngine(workers, load);
            case QUARTZ -> new QuartzCluster(workers);
            case DB_SCHEDULER -> new DbScheduler(workers);
        };
    }
}
