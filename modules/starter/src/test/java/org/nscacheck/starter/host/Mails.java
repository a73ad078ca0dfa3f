/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;

/** The bean with a check that each host has. */
class Mails {

    @NscaCheck(key = "mail.queue", service = "Mail queue", every = "1h")
    CheckResult count() {
        return CheckResult.warning("7 mails not sent").perf("unsent", 7).build();
    }
}
