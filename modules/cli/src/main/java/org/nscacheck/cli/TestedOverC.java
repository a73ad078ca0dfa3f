/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.nscacheck.cli.monitor.OverCTarget;
import org.nscacheck.cli.monitor.Targets;
import org.nscacheck.overc.OverCAnswer;
import org.nscacheck.overc.OverCClient;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Target;

/**
 * An OverC server.
 *
 * @param at where it is, and who we are to it
 * @param limit time limit of each step
 */
record TestedOverC(OverCTarget at, Duration limit) implements TestedServer {

    @Override
    public void greet(PrintStream out, boolean resultFollows) throws IOException, InterruptedException {
        long began = System.nanoTime();
        OverCAnswer answer = new OverCClient(at.settings()).ping(at.identification(), Deadline.in(limit));
        if (!answer.isTaken()) {
            throw new IOException(answer.reason());
        }
        out.println(at.settings().base() + " answers after "
                + TestedServer.millis(Duration.ofNanos(System.nanoTime() - began)) + "; the key of '"
                + at.identification().name() + "' is right");
    }

    /** Under the key that was given, and the host's own name: OverC knows a host by that alone. */
    @Override
    public SendOutcome send(Target target) throws InterruptedException {
        return TestedServer.send(Targets.overcSender(at), target, limit);
    }
}
