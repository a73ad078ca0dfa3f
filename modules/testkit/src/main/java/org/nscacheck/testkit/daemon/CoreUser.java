/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Whom a monitoring core runs as: monitoring cores refuse to stay root and become the user of their package.
 *
 * @param name of the user
 * @param group its name; a package's user has a group of the same name
 * @param becomes whether the core changes to that user, being started by root
 */
record CoreUser(String name, String group, boolean becomes) {

    /** Returns the user for a core that works in that directory, which the calling process has made. */
    static CoreUser of(String packageUser, TempDirectory directory) throws IOException {
        PosixFileAttributes mine = Files.readAttributes(directory.path(), PosixFileAttributes.class);
        String self = mine.owner().getName();
        return self.equals("root")
                ? new CoreUser(packageUser, packageUser, true)
                : new CoreUser(self, mine.group().getName(), false);
    }

    void own(TempDirectory directory) throws IOException {
        if (becomes) {
            directory.giveTo(name);
        }
    }
}
