/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.util.concurrent.CountDownLatch;
import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;

/** Checks that the screens have a hard time with. */
class AwkwardChecks {

    private final CountDownLatch released = new CountDownLatch(1);

    /** Until then the check {@code awkward.slow} goes on. */
    void release() {
        released.countDown();
    }

    /** Much to show in a narrow window. */
    @NscaCheck(key = "awkward.long", service = "Long", every = "1h")
    CheckResult sayMuch() {
        return CheckResult.warning("W".repeat(400))
                .perf("a_label_without_a_blank_that_is_longer_than_the_window_is_wide", 123_456_789_012L)
                .perf("temperature of the second room on the left", 21.75)
                .longOutput("x".repeat(500) + "\nand more")
                .build();
    }

    /** Refers to its server by the name that the code knows, which an administrator changes. */
    @NscaCheck(key = "awkward.named", service = "Named", every = "1h", servers = "monitoring")
    CheckResult reportToOne() {
        return CheckResult.ok("named").build();
    }

    /** Runs from the start on, as long as the test wants. */
    @NscaCheck(key = "awkward.slow", service = "Slow", cron = "0 0 0 1 1 ?", timeout = "10m")
    CheckResult beSlow() throws InterruptedException {
        released.await();
        return CheckResult.ok("done").build();
    }
}
