/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

import java.util.Locale;

/** In which run of the tests a row has to be shown: {@code mvn verify}, or the same with {@code -Pfaults}. */
enum Run {
    QUICK("mvn verify"),
    SLOW("mvn verify -Pfaults");

    private final String command;

    Run(String command) {
        this.command = command;
    }

    static Run of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String command() {
        return command;
    }
}
