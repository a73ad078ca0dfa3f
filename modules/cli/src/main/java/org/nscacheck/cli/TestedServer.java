/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Target;

/** A server of some kind that {@code test-server} looks at. */
interface TestedServer {

    /** The result that is sent, for whoever sees it there. */
    String TEXT = "Test of nscacheck: whoever reads this knows that results arrive";

    /**
     * Looks whether the server answers, and says what it has found.
     *
     * @param resultFollows whether a result will be sent, which may show more
     * @throws IOException if it does not answer or does not take us; the message says why
     */
    void greet(PrintStream out, boolean resultFollows) throws IOException, InterruptedException;

    /** Sends a result that is UNKNOWN, and waits as long as any server of this kind needs to answer it. */
    SendOutcome send(Target target) throws InterruptedException;

    /** Sends the result by a sender of this kind of server. */
    static SendOutcome send(Sender sender, Target target, Duration limit) throws InterruptedException {
        try (sender) {
            Report report = new Report(
                    target,
                    CheckResult.of(Status.UNKNOWN, TEXT),
                    InstantSource.system().instant(),
                    null);
            return sender.send(List.of(report), Deadline.in(limit)).get(0);
        }
    }

    /** Returns a time for people. */
    static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", Math.max(0, time.toNanos()) / 1e6);
    }
}
