/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of one report, claiming no more than the protocol allows to know. */
public sealed interface SendOutcome {

    /** The receiver acknowledged the report. */
    record Accepted() implements SendOutcome {}

    /**
     * The report was sent and nothing indicates a loss, but the protocol has no acknowledgement.
     *
     * @param readToEnd whether the receiver is known to have read all bytes
     */
    record Sent(boolean readToEnd) implements SendOutcome {}

    /** Bytes may or may not have arrived; the report is sent again and may then arrive twice. */
    record Unknown(String reason) implements SendOutcome {}

    /**
     * Nothing arrived; the report is retried.
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
     * The receiver rejected the connection, as it does when its secret or cipher differs. Nothing arrived, and nothing will until
     * somebody changes the configuration. A receiver that stops at that moment looks the same, so one rejection proves nothing.
     */
    record Rejected(String reason) implements SendOutcome {}

    /** The receiver, or the sender on its behalf, will not take this report as it is. */
    record Refused(String reason) implements SendOutcome {}

    /** The report was an OK that had expired, so it was not sent; the receiver is not at fault. */
    record Expired(String reason) implements SendOutcome {}

    /** The receiver already has something newer. */
    record Superseded(String reason) implements SendOutcome {}
}
