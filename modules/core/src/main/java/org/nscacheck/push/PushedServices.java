/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.util.Collection;
import java.util.Map;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;

/** What the registry of services needs of the administration of checks. Implementations are thread-safe. */
public interface PushedServices {

    /**
     * Adds checks and has them scheduled.
     *
     * @throws org.nscacheck.RefusedException if one cannot be added; the message says why, and none is
     */
    void add(Collection<StoredCheck> added);

    /** Gives checks other schedules; those that are gone are left out. */
    void reschedule(Map<CheckId, ScheduleSpec> schedules);
}
