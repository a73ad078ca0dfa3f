/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

/**
 * The environment for which a database delivers. A copy of production's database that is started elsewhere must not report to
 * production's monitoring; so it delivers nothing until an administrator confirms.
 *
 * @param own id of the environment in which this process runs
 * @param remembered id of the environment for which the database delivers
 */
public record Environment(String own, String remembered) {

    /** Returns whether this process may deliver. */
    public boolean isConfirmed() {
        return own.equals(remembered);
    }
}
