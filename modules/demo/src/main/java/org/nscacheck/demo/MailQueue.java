/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;
import org.nscacheck.NscaParam;
import org.nscacheck.Status;
import org.springframework.stereotype.Service;

/** Whether customers get their mails. */
@Service
class MailQueue {

    private final Mails mails;
    private final InstantSource clock;

    MailQueue(Mails mails, InstantSource clock) {
        this.mails = mails;
        this.clock = clock;
    }

    /** The check of the README. */
    @NscaCheck(key = "mail.queue", service = "Mail queue", every = "10s")
    CheckResult checkMails() {
        long unsent = mails.countByState("exception");
        return unsent > 0
                ? CheckResult.of(1, unsent + " mails not sent", Map.of("exceptions", unsent))
                : CheckResult.of(0, "OK", Map.of("exceptions", unsent));
    }

    /** Typed parameters: an administrator may set them, each is checked before it is taken. */
    @NscaCheck(key = "mail.delay", service = "Mail delay", every = "15s")
    CheckResult checkDelay(
            @NscaParam(value = "state", defaultValue = "EXCEPTION", description = "Mails in this state are looked at")
                    Mails.State state,
            @NscaParam(value = "warn", defaultValue = "10s", min = "1s", max = "1h") Duration warn,
            @NscaParam(value = "crit", defaultValue = "25s", min = "1s", max = "1h") Duration crit) {
        Duration age = mails.ageOfOldest(state, clock.instant());
        Status status =
                age.compareTo(crit) > 0 ? Status.CRITICAL : age.compareTo(warn) > 0 ? Status.WARNING : Status.OK;
        return CheckResult.of(
                status.code(),
                "oldest mail in state " + state.column() + " is " + age.toSeconds() + " s old",
                Map.of("age", Map.of("value", age.toSeconds(), "uom", "s", "warn", warn, "crit", crit, "min", 0)));
    }
}
