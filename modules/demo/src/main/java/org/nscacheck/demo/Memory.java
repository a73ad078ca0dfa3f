/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckScope;
import org.nscacheck.NscaCheck;
import org.springframework.stereotype.Service;

/** Whether this process has room left. */
@Service
class Memory {

    /** Runs on each node of a cluster, and reports under the node's own host name. */
    @NscaCheck(key = "jvm.heap", service = "Java heap", every = "20s", scope = CheckScope.NODE)
    CheckResult measureHeap() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long percent = heap.getUsed() * 100 / heap.getMax();
        CheckResult.Builder result = percent > 95
                ? CheckResult.critical("%d %% of the heap used", percent)
                : percent > 85
                        ? CheckResult.warning("%d %% of the heap used", percent)
                        : CheckResult.ok("%d %% of the heap used", percent);
        return result.perf("used", percent)
                .uom("%")
                .warn(85)
                .crit(95)
                .perf("heap", heap.getUsed())
                .uom("B")
                .min(0)
                .max(heap.getMax())
                .build();
    }
}
