/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.peer;

import java.io.IOException;

/**
 * Whom a monitoring core runs as: monitoring cores refuse to stay root and become the user of their package.
 *
 * @param name of the user, and of the group
 * @param becomes whether the core changes to that user, being started by root
 */
record CoreUser(String name, boolean becomes) {

    static CoreUser of(String packageUser) {
        String self = System.getProperty("user.name");
        return self.equals("root") ? new CoreUser(packageUser, true) : new CoreUser(self, false);
    }

    void own(TempDirectory directory) throws IOException {
        if (becomes) {
            directory.giveTo(name);
        }
    }
}
