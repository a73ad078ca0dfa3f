/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one report, as honestly as the protocol allows. */
public sealed interface SendOutcome {

    /** The receiver acknowledged the report. */
    record Accepted() implements SendOutcome {}

    /**
     * The report left us and nothing speaks against its arrival, but the protocol has no acknowledgement.
     *
     * @param readToEnd whether the receiver is known to have read all bytes
     */
    record Sent(boolean readToEnd) implements SendOutcome {}

    /** Bytes may or may not have arrived; the report has to be sent again and may then arrive twice. */
    record Unknown(String reason) implements SendOutcome {}

    /**
     * Nothing arrived; trying again makes sense.
     *
     * @param reason for people
     * @param notBefore shortest pause wanted before the next try, or null for the usual back-off
     */
    record Retry(String reason, @Nullable Duration notBefore) implements SendOutcome {
        public Retry(String reason) {
            this(reason, null);
        }
    }

    /**
     * The receiver turned us away as a whole, in the way it does when its secret or cipher differs from ours. Nothing arrived,
     * and nothing will until a person has changed something; a receiver that was stopped at that moment looks the same, so one
     * rejection proves nothing.
     */
    record Rejected(String reason) implements SendOutcome {}

    /** The receiver, or the sender on its behalf, will not take this report as it is. */
    record Refused(String reason) implements SendOutcome {}

    /** Nothing was sent, because the report is an OK whose time was over; the receiver is not to blame. */
    record Expired(String reason) implements SendOutcome {}

    /** The receiver already has something newer. */
    record Superseded(String reason) implements SendOutcome {}
}
