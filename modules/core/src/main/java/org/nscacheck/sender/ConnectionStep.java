/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.util.List;
import org.nscacheck.sender.SendOutcome.Accepted;
import org.nscacheck.sender.SendOutcome.Expired;
import org.nscacheck.sender.SendOutcome.Refused;
import org.nscacheck.sender.SendOutcome.Rejected;
import org.nscacheck.sender.SendOutcome.Retry;
import org.nscacheck.sender.SendOutcome.Sent;
import org.nscacheck.sender.SendOutcome.Superseded;
import org.nscacheck.sender.SendOutcome.Unknown;
import org.nscacheck.server.Server;

/**
 * A step of a test of a connection that only its protocol knows, taken when a socket could be connected. Each kind of server has its
 * own, see {@link SenderFactory#connectionSteps}.
 *
 * @param name a word or two for people, such as "Greeting"
 * @param look takes the step
 */
public record ConnectionStep(String name, Look look) {

    /** Name of the step that sends a result. */
    public static final String RESULT = "Test result";

    /** Takes a step. */
    @FunctionalInterface
    public interface Look {

        /**
         * Expected failures are findings, not exceptions.
         *
         * @param marked a result that people recognize by its message, for the step that sends one
         * @param deadline nothing waits past it
         */
        Finding take(Report marked, Deadline deadline) throws InterruptedException;
    }

    /** Returns the step that sends the marked result as any other, with a sender of its own. */
    public static ConnectionStep sending(SenderFactory factory, Server server) {
        return new ConnectionStep(RESULT, (marked, deadline) -> {
            try (Sender sender = factory.open(server)) {
                return found(sender.send(List.of(marked), deadline).get(0));
            }
        });
    }

    /** Returns what an outcome means to somebody who tests a connection. */
    public static Finding found(SendOutcome outcome) {
        if (outcome instanceof Accepted) {
            return Finding.passed("the server acknowledged it");
        }
        if (outcome instanceof Sent) {
            return Finding.unconfirmed("it was sent; this protocol cannot confirm that it arrived");
        }
        if (outcome instanceof Superseded superseded) {
            return Finding.passed("the server answered that it has something newer: " + superseded.reason());
        }
        if (outcome instanceof Rejected rejected) {
            return Finding.failed(
                    "the server rejected the connection: " + rejected.reason(),
                    "Compare the password and the way of encryption with those of the server.");
        }
        if (outcome instanceof Refused refused) {
            return Finding.failed(
                    "the server does not take it: " + refused.reason(),
                    "Define host and service of the test there, or allow this application to report them.");
        }
        return Finding.failed(reason(outcome), "Look into the server's log, then test again.");
    }

    private static String reason(SendOutcome outcome) {
        if (outcome instanceof Unknown unknown) {
            return "it may or may not have arrived: " + unknown.reason();
        }
        if (outcome instanceof Retry retry) {
            return retry.reason();
        }
        return outcome instanceof Expired expired ? expired.reason() : outcome.toString();
    }
}
