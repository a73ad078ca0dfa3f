/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;
import org.nscacheck.NscaParam;
import org.nscacheck.Status;
import org.springframework.transaction.annotation.Transactional;

/** A bean behind a proxy of its class, whose check tells on which thread it runs. */
@Transactional
class Stock {

    @NscaCheck(key = "stock.level", service = "Stock", every = "1h")
    CheckResult level(@NscaParam(value = "limit", defaultValue = "5") int limit) {
        return CheckResult.of(Status.OK, "limit " + limit + " on " + Thread.currentThread());
    }
}
