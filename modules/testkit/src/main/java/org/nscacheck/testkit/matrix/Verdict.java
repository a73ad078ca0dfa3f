/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

/** How a test ended; the later one wins where its invocations differ. */
enum Verdict {
    PASSED,
    SKIPPED,
    FAILED;

    Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
