/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.SendOutcome.Accepted;
import org.nscacheck.sender.SendOutcome.Expired;
import org.nscacheck.sender.SendOutcome.Refused;
import org.nscacheck.sender.SendOutcome.Rejected;
import org.nscacheck.sender.SendOutcome.Retry;
import org.nscacheck.sender.SendOutcome.Sent;
import org.nscacheck.sender.SendOutcome.Superseded;
import org.nscacheck.sender.SendOutcome.Unknown;

/**
 * What came of the test of a notifier, in words.
 *
 * @param good whether it has left as far as anybody can know
 * @param words a sentence
 */
public record TestOutcome(boolean good, String words) {

    /** Returns what came of the one notification that was sent. */
    public static TestOutcome of(SendOutcome outcome) {
        if (outcome instanceof Accepted) {
            return new TestOutcome(true, "The test was sent and acknowledged.");
        }
        if (outcome instanceof Sent) {
            return new TestOutcome(true, "The test was sent; this protocol cannot confirm that it arrived.");
        }
        return failed(reason(outcome));
    }

    static TestOutcome failed(String reason) {
        return new TestOutcome(false, "The test was not sent: " + reason);
    }

    private static String reason(SendOutcome outcome) {
        if (outcome instanceof Unknown unknown) {
            return "it may or may not have arrived: " + unknown.reason();
        }
        if (outcome instanceof Retry retry) {
            return retry.reason();
        }
        if (outcome instanceof Rejected rejected) {
            return "the receiver rejected the connection: " + rejected.reason();
        }
        if (outcome instanceof Refused refused) {
            return "the receiver does not take it: " + refused.reason();
        }
        if (outcome instanceof Expired expired) {
            return expired.reason();
        }
        if (outcome instanceof Superseded superseded) {
            return superseded.reason();
        }
        return outcome.toString();
    }
}
