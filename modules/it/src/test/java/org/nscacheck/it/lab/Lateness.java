/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nscacheck.testkit.daemon.PassiveResult;

/** Which results that say OK the daemon wrote after they had ceased to be true. */
final class Lateness {

    private static final long ALLOWED = TimeUnit.SECONDS.toMicros(1);
    /** A daemon that goes on needs a moment for what waits for it. */
    private static final long AFTER_FREEZE = TimeUnit.SECONDS.toMicros(5);

    private final List<String> late = new ArrayList<>();
    private int fromFrozen;
    private int judged;

    /** When the OK of a report ceases to be true. */
    record Limit(String service, Instant at, Instant validUntil) {}

    static Lateness of(Lab lab, Written written) {
        Map<String, Long> limits = new HashMap<>();
        lab.jdbc()
                .sql("SELECT service, at, valid_until FROM nscacheck.nsca_delivery"
                        + " WHERE status = 0 AND valid_until IS NOT NULL")
                .query(Limit.class)
                .list()
                .forEach(limit -> limits.put(
                        limit.service() + "#" + Timeline.micros(limit.at()), Timeline.micros(limit.validUntil())));
        Lateness lateness = new Lateness();
        long offset = 0;
        for (String line : lab.receiver().daemon().rawLines()) {
            offset += line.getBytes(StandardCharsets.UTF_8).length + 1;
            PassiveResult result = PassiveResult.parse(line);
            Long limit = limits.get(result.service() + result.output().split(" ", 2)[0]);
            if (limit != null) {
                lateness.judge(lab, result, limit, written.notBefore(offset));
            }
        }
        return lateness;
    }

    private void judge(Lab lab, PassiveResult result, long limit, long seen) {
        judged++;
        long at = Math.max(seen, Timeline.micros(result.receivedAt()));
        if (at <= limit + ALLOWED) {
            return;
        }
        boolean frozen = lab.timeline().faults().stream()
                .filter(fault -> fault.kind().equals(ReceiverFaults.FREEZE))
                .anyMatch(fault -> fault.from() <= at && at <= fault.until() + AFTER_FREEZE);
        if (frozen) {
            fromFrozen++;
        } else {
            late.add(String.format(
                    Locale.ROOT, "%s was written %.2f s behind its validity", result, (at - limit) / 1e6));
        }
    }

    List<String> late() {
        return late;
    }

    @Override
    public String toString() {
        return judged + " OK judged, " + late.size() + " written more than 1 s too late, and " + fromFrozen
                + " by a daemon that had been frozen";
    }
}
