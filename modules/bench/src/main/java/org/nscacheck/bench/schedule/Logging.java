/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

/** Keeps what is usual in an application out of the tables. */
final class Logging {

    private static final String PROPERTY = "logback.configurationFile";
    private static final String FILE = "org/nscacheck/bench/schedule/logback.xml";

    private Logging() {}

    /** Has only warnings written; to be called before anything is logged. */
    static void onlyWarnings() {
        System.setProperty(PROPERTY, FILE);
    }
}
