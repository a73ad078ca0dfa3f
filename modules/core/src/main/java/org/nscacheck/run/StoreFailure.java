/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

/** An exception of a store that tells an outage from faulty data. One that does not implement this counts as an outage. */
public interface StoreFailure {

    /**
     * Returns whether the store as a whole may be the reason: it cannot be reached, has no room, is read-only, took too long, or
     * wants the same to be repeated. Otherwise what was to be stored is the reason, and it fails again.
     */
    boolean isOutage();
}
