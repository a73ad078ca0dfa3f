/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSource;
import org.nscacheck.check.Parameter;
import org.nscacheck.schedule.ScheduleSpec;

/**
 * Checks that cost nothing, and slow ones of which some are always running.
 *
 * @param count how many that answer at once
 * @param slow how many that take {@link #SLOW_MILLIS}
 * @param every how often each runs
 * @param timeout time limit of each
 * @param without how many of those that answer at once this version lacks, the first ones
 * @param version how often the keys of the last ones have been renamed
 */
record LabChecks(int count, int slow, String every, Duration timeout, int without, int version, NodeJournal journal)
        implements CheckSource {

    static final long SLOW_MILLIS = 1500;
    /** Name of a parameter: what each result says. */
    static final String WORDS = "words";

    /** How many checks, the first ones, are missing in one of the versions that are deployed. */
    static final int OF_ONE_VERSION = 10;
    /** How many checks, the last ones, get another key in a new version. */
    static final int RENAMED = 10;

    private static final int SLOTS_IN_A_STATE = 5;
    private static final String VERSION = ".v";

    @Override
    public Collection<CheckDefinition> definitions() {
        return Stream.concat(
                        IntStream.range(without, count)
                                .mapToObj(
                                        number -> definition("c" + number, 0, number < count - RENAMED ? 0 : version)),
                        IntStream.range(0, slow).mapToObj(number -> definition("slow" + number, SLOW_MILLIS, 0)))
                .toList();
    }

    /** Returns what has stayed the same of a key or name whatever the version. */
    static String stem(String key) {
        int version = key.indexOf(VERSION);
        return version < 0 ? key : key.substring(0, version);
    }

    /** Returns whether some version lacks a check or has another key for it. */
    static boolean isOfOneVersion(String key, int count) {
        String stem = stem(key);
        if (!stem.matches("c\\d+")) {
            return false;
        }
        int number = Integer.parseInt(stem.substring(1));
        return number < OF_ONE_VERSION || number >= count - RENAMED;
    }

    private static CheckKey key(String name, int version) {
        return new CheckKey(version == 0 ? name : name + VERSION + version);
    }

    private CheckDefinition definition(String name, long millis, int version) {
        List<CheckKey> keys = IntStream.rangeClosed(0, version)
                .mapToObj(former -> key(name, version - former))
                .toList();
        return definition(keys, name, ScheduleSpec.every(every), timeout, context -> run(name, millis, context));
    }

    /** @param keys the present one, and behind it those that it had before */
    static CheckDefinition definition(
            List<CheckKey> keys, String service, ScheduleSpec schedule, Duration timeout, CheckHandler handler) {
        CheckDefinition plain = CheckDefinition.of(keys.get(0), service, schedule, handler);
        return plain.toBuilder()
                .defaults(plain.defaults().toBuilder().timeout(timeout).build())
                .parameters(List.of(new Parameter(WORDS, String.class, service, null, null, List.of(), "")))
                .formerly(keys.subList(1, keys.size()))
                .build();
    }

    private CheckResult run(String name, long millis, CheckContext context) throws InterruptedException {
        journal.runs(name, context.slot());
        TimeUnit.MILLISECONDS.sleep(millis);
        long state = context.slot().getEpochSecond() / SLOTS_IN_A_STATE + name.hashCode();
        return CheckResult.of(
                Status.ofCode(Math.floorMod(state, 3L)).orElseThrow(),
                context.arguments().get(WORDS));
    }
}
