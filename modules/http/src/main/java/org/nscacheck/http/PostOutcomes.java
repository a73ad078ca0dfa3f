/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.http;

import java.time.Duration;
import java.util.Optional;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Names;

/**
 * What an HTTP answer says about what was posted, where the receiver says it by the status alone (RFC 9110 15). What was not taken
 * for a reason that an administrator can change, such as a wrong token or a redirect, waits; so nothing is lost by a wrong setting.
 *
 * @param place where it was sent to, for messages; without secrets
 */
public record PostOutcomes(String place) {

    /** The longest part of an answer that is shown. */
    private static final int MOST_CHARACTERS = 200;

    /** Returns the outcome of one request. */
    public SendOutcome of(HttpOutcome outcome) {
        if (outcome instanceof HttpOutcome.Answered answered) {
            return of(answered);
        } else if (outcome instanceof HttpOutcome.NotSent notSent) {
            return new SendOutcome.Retry(place + ": " + notSent.reason());
        } else if (outcome instanceof HttpOutcome.NotAnswered notAnswered) {
            return new SendOutcome.Unknown(place + ": " + notAnswered.reason());
        }
        throw new IllegalStateException("an unknown outcome: " + outcome);
    }

    private SendOutcome of(HttpOutcome.Answered answered) {
        int status = answered.status();
        if (status >= 200 && status < 300) {
            return new SendOutcome.Accepted();
        }
        String reason = place + ": " + words(answered);
        return switch (status) {
            case 401, 403, 407 ->
                new SendOutcome.Rejected(reason + ": check the password and the headers of this server");
            case 408, 425, 429 -> new SendOutcome.Retry(reason, pause(answered));
            default ->
                status >= 500
                        ? new SendOutcome.Retry(reason, answered.pause().orElse(null))
                        : status >= 400
                                ? new SendOutcome.Refused(reason)
                                : new SendOutcome.Rejected(
                                        reason + ": redirects are not followed; set the address that it names");
        };
    }

    /** Who is asked too often is left alone for a moment. */
    private static Duration pause(HttpOutcome.Answered answered) {
        return answered.pause().orElse(Duration.ofSeconds(5));
    }

    private static String words(HttpOutcome.Answered answered) {
        Optional<String> said = answered.status() >= 300 && answered.status() < 400
                ? answered.header("Location").map(to -> "to " + to.replaceFirst("//[^/]*@", "//***@"))
                : answered.body().map(String::strip);
        return "HTTP " + answered.status()
                + said.filter(text -> !text.isEmpty())
                        .map(text -> " " + Names.printable(text.substring(0, Math.min(text.length(), MOST_CHARACTERS))))
                        .orElse("");
    }
}
