/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo.lab;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckSource;
import org.nscacheck.check.HandlerKey;
import org.nscacheck.schedule.ScheduleSpec;

/**
 * Checks that cost nothing, and slow ones of which some are always running.
 *
 * @param count how many that answer at once
 * @param slow how many that take {@link #SLOW_MILLIS}
 * @param every how often each runs
 */
record LabChecks(int count, int slow, String every, NodeJournal journal) implements CheckSource {

    static final long SLOW_MILLIS = 1500;
    private static final int SLOTS_IN_A_STATE = 5;

    @Override
    public Collection<CheckDefinition> definitions() {
        return Stream.concat(
                        IntStream.range(0, count).mapToObj(number -> definition("c" + number, 0)),
                        IntStream.range(0, slow).mapToObj(number -> definition("slow" + number, SLOW_MILLIS)))
                .toList();
    }

    private CheckDefinition definition(String name, long millis) {
        return CheckDefinition.of(
                new HandlerKey(name), name, ScheduleSpec.every(every), context -> run(name, millis, context));
    }

    private CheckResult run(String name, long millis, CheckContext context) throws InterruptedException {
        journal.runs(name, context.slot());
        TimeUnit.MILLISECONDS.sleep(millis);
        long state = context.slot().getEpochSecond() / SLOTS_IN_A_STATE + name.hashCode();
        return CheckResult.of(Status.ofCode(Math.floorMod(state, 3L)).orElseThrow(), name);
    }
}
