/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Administration;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;

/** Services of agents as checks that the application itself administers. Thread-safe. */
public final class AdministeredServices implements PushedServices {

    private final Supplier<Administration> administration;
    private final CheckStore checks;

    /** @param administration may throw while the application starts */
    public AdministeredServices(Supplier<Administration> administration, CheckStore checks) {
        this.administration = administration;
        this.checks = checks;
    }

    @Override
    public void add(Collection<StoredCheck> added) {
        administration.get().saveChecks(Actor.SYSTEM, added);
    }

    @Override
    public void reschedule(Map<CheckId, ScheduleSpec> schedules) {
        administration
                .get()
                .saveChecks(
                        Actor.SYSTEM,
                        checks.findAll(schedules.keySet()).stream()
                                .map(check -> check.with(check.settings().toBuilder()
                                        .schedule(schedules.get(check.id()))
                                        .build()))
                                .toList());
    }
}
