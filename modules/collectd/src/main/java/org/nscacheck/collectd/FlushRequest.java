/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.Duration;
import java.util.List;
import org.nscacheck.notification.Identity;

/**
 * Asks that what is held back be written. Immutable.
 *
 * @param plugins whose values, empty for those of all
 * @param olderThan only values that wait for longer; zero for all
 * @param identities which values, empty for all
 */
public record FlushRequest(List<String> plugins, Duration olderThan, List<Identity> identities) {

    public FlushRequest {
        plugins = List.copyOf(plugins);
        identities = List.copyOf(identities);
    }

    /** Returns how many flushes collectd would count: each plugin with each identity. */
    int count() {
        return Math.max(1, plugins.size()) * Math.max(1, identities.size());
    }
}
