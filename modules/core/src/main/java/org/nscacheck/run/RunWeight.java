/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import org.nscacheck.CheckResult;

/** How much there is to store of a run, in rows: a thousand characters weigh about as much as one. */
final class RunWeight {

    private static final int CHARACTERS = 1_000;

    private RunWeight() {}

    static int of(RunRecord run) {
        CheckResult result = run.run().result();
        if (result == null) {
            return 1;
        }
        int copies = 1 + run.deliveries().size();
        int text = result.message().length() + result.longOutput().length();
        int metrics = result.perfData().metrics().size();
        return copies + metrics + copies * (text + 100 * metrics) / CHARACTERS;
    }
}
