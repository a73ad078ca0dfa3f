/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/** The bean with a check that each application has. */
class Mails {

    @NscaCheck(key = "mail.queue", service = "Mail queue", every = "1h")
    CheckResult count() {
        return CheckResult.warning("7 mails not sent").perf("unsent", 7).build();
    }

    /** Waits until its result has arrived. */
    static void requireResult(FakeNscaDaemon daemon) {
        assertThat(daemon.awaitReceived(1)).anySatisfy(result -> {
            assertThat(result.host()).isEqualTo("shop");
            assertThat(result.service()).isEqualTo("Mail queue");
            assertThat(result.output()).isEqualTo("7 mails not sent|unsent=7");
        });
    }
}
