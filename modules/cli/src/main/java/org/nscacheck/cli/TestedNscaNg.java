/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.nscacheck.nscang.NscaNgClient;
import org.nscacheck.nscang.NscaNgClientSettings;
import org.nscacheck.nscang.NscaNgProbe;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Target;

/**
 * An NSCA-ng server.
 *
 * @param settings how to talk to it
 * @param limit time limit of each step
 */
record TestedNscaNg(NscaNgClientSettings settings, Duration limit) implements TestedServer {

    @Override
    public void greet(PrintStream out, boolean resultFollows) throws IOException {
        NscaNgProbe probe = NscaNgProbe.of(settings, Deadline.in(limit));
        out.println(settings.endpoint().host() + " port " + settings.endpoint().port() + " answers: a session of '"
                + settings.identity() + "' was opened in " + TestedServer.millis(probe.openedAfter())
                + "; identity and password are right");
        if (!resultFollows) {
            out.println("whether '" + settings.identity()
                    + "' may report for a host or service is not known: add --result HOST/SERVICE to find out");
        }
    }

    @Override
    public SendOutcome send(Target target) throws InterruptedException {
        return TestedServer.send(new NscaNgClient(settings), target, limit);
    }
}
