/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.nscacheck.Status;
import org.nscacheck.nsca.NscaClient;
import org.nscacheck.nsca.NscaClientSettings;
import org.nscacheck.nsca.NscaMessage;
import org.nscacheck.nsca.NscaProbe;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Target;

/**
 * An NSCA daemon.
 *
 * @param settings how to talk to it
 * @param limit time limit of each step
 */
record TestedNsca(NscaClientSettings settings, Duration limit) implements TestedServer {

    private static final Duration SAME_CLOCK = Duration.ofSeconds(5);

    @Override
    public void greet(PrintStream out, boolean resultFollows) throws IOException {
        NscaProbe probe = NscaProbe.of(settings, Deadline.in(limit));
        out.println(settings.endpoint().host() + " port " + settings.endpoint().port() + " answers: connected in "
                + TestedServer.millis(probe.roundTrip()) + ", greeted after "
                + TestedServer.millis(probe.greetedAfter()));
        Duration ahead = Duration.between(InstantSource.system().instant(), probe.clock());
        if (ahead.abs().compareTo(SAME_CLOCK) > 0) {
            out.println("its clock is " + ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of")
                    + " this machine's");
        }
        out.println("method " + settings.encryption().number() + " ("
                + settings.encryption().label() + "): " + settings.encryption().advice());
        if (!resultFollows) {
            out.println("whether password and method agree is not known: add --result HOST/SERVICE to find out");
        }
    }

    @Override
    public SendOutcome send(Target target) throws InterruptedException {
        NscaMessage message = new NscaMessage(target.host(), target.service(), Status.UNKNOWN.code(), TEXT);
        try (NscaClient client = new NscaClient(settings)) {
            return client.send(List.of(message), Deadline.in(limit)).get(0);
        }
    }
}
