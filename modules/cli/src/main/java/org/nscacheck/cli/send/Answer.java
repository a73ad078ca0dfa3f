/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.nscacheck.nsca.NscaMessage;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Target;

/**
 * What is said of a batch, in the words of {@code send_nsca} where it has any, and with which exit code it ends.
 *
 * @param exitCode one of the constants
 * @param sent how many results were sent
 * @param errors lines for standard error, empty if all were sent
 */
public record Answer(int exitCode, int sent, List<String> errors) {

    /** All results were sent. */
    public static final int SENT = 0;
    /** No connection, no greeting, no time left, a faulty configuration, or nothing to send: what is not said to be sent was not. */
    public static final int NOT_SENT = 2;
    /** The connection broke while results were under way, or a record or an option is faulty. */
    public static final int ERROR = 3;
    /** The daemon rejects us, because password, method or version differ; {@code send_nsca} takes that for success. */
    public static final int REJECTED = 4;

    public Answer {
        errors = List.copyOf(errors);
    }

    /** Judges the outcomes of a batch. */
    public static Answer of(List<SendOutcome> outcomes, String address, Duration limit, Deadline deadline) {
        int sent = 0;
        int code = SENT;
        SendOutcome worst = null;
        for (SendOutcome outcome : outcomes) {
            int its = code(outcome);
            sent += its == SENT ? 1 : 0;
            if (its > code) {
                code = its;
                worst = outcome;
            }
        }
        List<String> errors = new ArrayList<>();
        if (worst != null) {
            boolean late = deadline.isOver();
            errors.add("Error: " + reason(worst));
            errors.add(late ? "Error: Timeout after " + limit.toSeconds() + " seconds" : words(worst, address));
            if (outcomes.size() > 1) {
                errors.add(sent + " of " + outcomes.size() + " results are known to be sent");
            }
        }
        return new Answer(code, sent, errors);
    }

    private static int code(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Sent || outcome instanceof SendOutcome.Accepted) {
            return SENT;
        }
        if (outcome instanceof SendOutcome.Rejected) {
            return REJECTED;
        }
        return outcome instanceof SendOutcome.Retry ? NOT_SENT : ERROR;
    }

    /** The last line of send_nsca's. */
    private static String words(SendOutcome outcome, String address) {
        if (outcome instanceof SendOutcome.Retry retry) {
            return retry.reason().contains("of its greeting")
                    ? "Error: Could not read init packet from server"
                    : "Error: Could not connect to host " + address;
        }
        return "Error: Could not send data to host";
    }

    private static String reason(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Retry retry) {
            return retry.reason();
        } else if (outcome instanceof SendOutcome.Unknown unknown) {
            return unknown.reason();
        } else if (outcome instanceof SendOutcome.Rejected rejected) {
            return rejected.reason();
        } else if (outcome instanceof SendOutcome.Refused refused) {
            return refused.reason();
        }
        return outcome.toString();
    }

    /** Returns a line on one result, for {@code --outcomes}. */
    public static String line(NscaMessage message, SendOutcome outcome) {
        return line(new Target(message.host(), message.service()), outcome);
    }

    /** Returns a line on one result. */
    public static String line(Target target, SendOutcome outcome) {
        return target + ": " + told(outcome);
    }

    private static String told(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Sent sent) {
            return sent.readToEnd()
                    ? "sent, and read by the daemon"
                    : "sent; whether the daemon accepted it is not known";
        } else if (outcome instanceof SendOutcome.Accepted) {
            return "accepted";
        } else if (outcome instanceof SendOutcome.Refused) {
            return "refused: " + reason(outcome);
        } else if (outcome instanceof SendOutcome.Retry) {
            return "not sent: " + reason(outcome);
        } else if (outcome instanceof SendOutcome.Unknown) {
            return "perhaps sent: " + reason(outcome);
        } else if (outcome instanceof SendOutcome.Rejected) {
            return "rejected: " + reason(outcome);
        }
        return reason(outcome);
    }
}
