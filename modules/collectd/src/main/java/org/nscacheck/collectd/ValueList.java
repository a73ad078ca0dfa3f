/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Identity;

/**
 * What collectd calls a value list: the numbers of one identity at one time, one for each data source of its type. Immutable.
 *
 * @param identity what was measured; host, plugin and type are not empty where collectd takes it
 * @param time when it was measured
 * @param spacing time until the next one, or null if that is not known
 * @param values the numbers, in the order of the type's data sources
 */
public record ValueList(
        Identity identity, Instant time, @Nullable Duration spacing, List<Value> values) {

    public ValueList {
        values = List.copyOf(values);
    }

    /** Returns the time until the next one, if it is known. */
    public Optional<Duration> interval() {
        return Optional.ofNullable(spacing);
    }
}
