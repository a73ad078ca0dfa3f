/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import org.nscacheck.server.Change;
import org.nscacheck.server.Names;

/**
 * Who asks for something, and the most this person or program may do.
 *
 * @param name for people and the log, such as the host application's user name
 * @param permission the highest permission; it includes the lower ones
 */
public record Actor(String name, Permission permission) {

    /** The application itself, for code that changes the configuration without a person. */
    public static final Actor SYSTEM = new Actor("system", Permission.ADMINISTER);

    public boolean may(Permission wanted) {
        return permission.compareTo(wanted) >= 0;
    }

    /** Returns who is to be named as the one who made a change, see {@link Change#by}. */
    public String madeBy() {
        return equals(SYSTEM) ? Change.APPLICATION : Names.shortened(name);
    }

    /** @throws NotPermittedException unless this actor has the permission */
    public void require(Permission wanted) {
        if (!may(wanted)) {
            throw new NotPermittedException(
                    "'" + name + "' may " + permission + " only; this needs the permission " + wanted);
        }
    }
}
