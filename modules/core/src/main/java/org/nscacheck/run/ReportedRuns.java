/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nscacheck.CheckResult;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StorableText;

/**
 * Takes results that come from outside as runs of their checks: with history, state and deliveries like any other. When the next one
 * is promised, the check becomes due; if it has not come by then, the handler runs and says so. Thread-safe.
 */
public final class ReportedRuns {

    /** An edit that falls between the reading of a check and the claim is rare; two in a row are rarer. */
    private static final int MOST_READINGS = 5;

    private final ReportStore store;
    private final CheckDirectory directory;
    private final NodeId node;
    private final RunListener listener;
    private final Runnable onDeliveries;

    /**
     * A result from outside.
     *
     * @param check whose
     * @param result what was found out
     * @param validFor until when it is true, and the next one has to be there; more than zero
     */
    public record Reported(CheckId check, CheckResult result, Duration validFor) {

        /** Takes the texts in a form that can be stored. */
        public Reported {
            if (validFor.isNegative() || validFor.isZero()) {
                throw new IllegalArgumentException("a result must be valid for longer than zero, not " + validFor);
            }
            result = StorableText.of(result);
        }
    }

    /**
     * @param node who records
     * @param listener notified of each run
     * @param onDeliveries called when deliveries were stored; short
     */
    public ReportedRuns(
            ReportStore store, CheckDirectory directory, NodeId node, RunListener listener, Runnable onDeliveries) {
        this.store = store;
        this.directory = directory;
        this.node = node;
        this.listener = listener;
        this.onDeliveries = onDeliveries;
    }

    /**
     * Stores results; when this returns they are stored.
     *
     * @param results one of each check at most
     * @return checks that are not on the due list, whose results were not stored
     * @throws RuntimeException if the store is away; nothing is stored then
     */
    public Set<CheckId> record(List<Reported> results) {
        Map<CheckId, Reported> byCheck = new LinkedHashMap<>();
        for (Reported each : results) {
            if (byCheck.put(each.check(), each) != null) {
                throw new IllegalArgumentException("there are two results of the check " + each.check());
            }
        }
        for (int i = 1; ; i++) {
            List<RunRecord> made = new ArrayList<>();
            try {
                Set<CheckId> missing = store.record(node, byCheck.keySet(), claims -> {
                    made.clear();
                    made.addAll(judged(claims, byCheck));
                    return made;
                });
                stored(made);
                return missing;
            } catch (ChangedException e) {
                if (i == MOST_READINGS) {
                    throw new IllegalStateException("checks changed " + i + " times while they were reported", e);
                }
                directory.find(e.claims);
            }
        }
    }

    private List<RunRecord> judged(List<Claim> claims, Map<CheckId, Reported> results) {
        Map<CheckId, Check> checks = directory.known(claims);
        if (checks.size() < claims.size()) {
            throw new ChangedException(claims);
        }
        return claims.stream()
                .map(claim -> {
                    Reported reported = requireNonNull(results.get(claim.check()));
                    Check check = requireNonNull(checks.get(claim.check()));
                    return RunJudge.reported(claim, check, reported.result(), reported.validFor());
                })
                .toList();
    }

    private void stored(List<RunRecord> runs) {
        if (runs.stream().anyMatch(run -> !run.deliveries().isEmpty())) {
            onDeliveries.run();
        }
        runs.forEach(RunJudge::logChange);
        Map<CheckId, Check> checks =
                directory.known(runs.stream().map(RunRecord::claim).toList());
        for (RunRecord run : runs) {
            Check check = checks.get(run.claim().check());
            if (check != null) {
                listener.runStarted(check, Duration.ZERO);
                listener.runEnded(check, run.run());
            }
        }
    }

    /** A check is not known in the version in which it is scheduled now. */
    private static final class ChangedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient List<Claim> claims;

        ChangedException(List<Claim> claims) {
            super("checks have changed", null, false, false);
            this.claims = List.copyOf(claims);
        }
    }
}
