/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.sender.WireText;
import org.nscacheck.server.Change;
import org.nscacheck.threshold.RuleMark;

/**
 * What is known of a run: from its arguments to the answers of servers.
 *
 * @param run the run
 * @param check its check as it is now
 * @param arguments whether the arguments that the check has now are those of the run
 * @param decided what the result says of the rule that decided, or null if it names none
 * @param sent what was put into the outbox for servers, as far as that is still known
 * @param at when this was read, on the store's clock
 */
public record ExplainedRun(
        RunDetail run,
        CheckView check,
        Arguments arguments,
        RuleMark.@Nullable Decided decided,
        List<Sent> sent,
        Instant at) {

    public ExplainedRun {
        sent = List.copyOf(sent);
    }

    /**
     * How the arguments of a check are those of a run, which nobody stores.
     *
     * @param changed the last change of the check, or null if nobody knows of one
     * @param since whether that came after the run began
     */
    public record Arguments(@Nullable Change changed, boolean since) {

        /** Returns whether they are the same, as far as the code has not changed: they were set before the run began. */
        public boolean areThoseOfTheRun() {
            return changed != null && !since;
        }
    }

    /**
     * A result on its way to one server.
     *
     * @param delivery what became of it
     * @param server name of the server, empty if it was removed
     * @param text what is sent, made as it would be now from the result that is stored; empty if it is no readable text, or cannot
     *     be made
     * @param late whether the text says when the result arose, because it was or would be sent late
     */
    public record Sent(DeliveryEntry delivery, String server, Optional<WireText> text, boolean late) {}
}
