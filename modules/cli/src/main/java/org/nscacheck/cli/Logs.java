/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

/** Log lines on standard error, as of slf4j-simple. */
final class Logs {

    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logs() {}

    /** To be called before the first logger is made. */
    static void configure(boolean debug) {
        set("defaultLogLevel", debug ? "debug" : "warn");
        set("showThreadName", "false");
        set("showLogName", "false");
        set("levelInBrackets", "true");
    }

    /** What the start script or an administrator has set stays. */
    private static void set(String name, String value) {
        if (System.getProperty(PREFIX + name) == null) {
            System.setProperty(PREFIX + name, value);
        }
    }
}
