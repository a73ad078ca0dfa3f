/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.Instant;
import java.util.List;
import org.nscacheck.notification.Identity;

/**
 * The last values of one identity. Immutable.
 *
 * @param identity what was measured
 * @param time when
 * @param rates one for each data source: of a gauge the number, of all others the change per second; NaN if it is not known
 */
public record KnownValue(Identity identity, Instant time, List<Double> rates) {

    public KnownValue {
        rates = List.copyOf(rates);
    }
}
