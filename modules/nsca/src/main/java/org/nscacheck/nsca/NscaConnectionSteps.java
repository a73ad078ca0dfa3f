/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.nscacheck.sender.ConnectionStep;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Finding;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;

/**
 * What is looked at behind an open port: whether an NSCA daemon greets, and whether it takes a result. Sends with the native client even
 * where the program sends otherwise, because only the native client sees a rejection; with one of its own, which is watched as
 * long as any daemon needs to reject. Immutable.
 */
final class NscaConnectionSteps {

    private static final Duration SAME_CLOCK = Duration.ofSeconds(5);

    private final NscaClientSettings settings;
    private final NscaServerSettings server;

    NscaConnectionSteps(NscaClientSettings settings, NscaServerSettings server) {
        NscaTiming timing = settings.timing();
        this.settings = settings.with(new NscaTiming(
                timing.connectTimeout(),
                timing.readTimeout(),
                NscaTiming.DEFAULT.rejectionWait(),
                timing.connectionAge(),
                Duration.ZERO));
        this.server = server;
    }

    List<ConnectionStep> steps() {
        return List.of(
                new ConnectionStep("Greeting", (marked, deadline) -> greet(deadline)),
                new ConnectionStep(ConnectionStep.RESULT, this::send));
    }

    private Finding greet(Deadline deadline) {
        try {
            NscaProbe probe = NscaProbe.of(settings, deadline);
            return Finding.passed(String.format(
                    Locale.ROOT,
                    "an NSCA daemon greets after %d ms%s",
                    probe.greetedAfter().toMillis(),
                    clock(Duration.between(InstantSource.system().instant(), probe.clock()))));
        } catch (IOException e) {
            return Finding.failed(
                    String.valueOf(e.getMessage()),
                    "Check that this is the port of the NSCA daemon, that it allows this machine (its only_from,"
                            + " hosts.allow or server_address), and that it can use its own decryption_method.");
        }
    }

    private static String clock(Duration ahead) {
        return ahead.abs().compareTo(SAME_CLOCK) > 0
                ? "; its clock is " + ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of")
                        + " this machine's"
                : "";
    }

    private Finding send(Report marked, Deadline deadline) throws InterruptedException {
        SendOutcome outcome = sendOnce(marked, deadline);
        if (outcome instanceof SendOutcome.Rejected) {
            // A daemon that stops at that moment looks the same; twice it does not happen.
            outcome = sendOnce(marked, deadline);
        }
        if (outcome instanceof SendOutcome.Rejected) {
            return Finding.failed("the daemon rejects it: password or encryption method are not its own", advice());
        }
        return outcome instanceof SendOutcome.Sent sent
                ? Finding.unconfirmed(sent(sent))
                : ConnectionStep.found(outcome);
    }

    private SendOutcome sendOnce(Report marked, Deadline deadline) throws InterruptedException {
        try (NscaClient client = new NscaClient(settings)) {
            return new NscaSender(server.receiver().format(), client::send)
                    .send(List.of(marked), deadline)
                    .get(0);
        }
    }

    private String advice() {
        String here =
                settings.encryption().number() + " (" + settings.encryption().label() + ")";
        return "Enter what the daemon's nsca.cfg says: the password as in password=, and the encryption as in"
                + " decryption_method=, which is " + here + " here.";
    }

    private String sent(SendOutcome.Sent sent) {
        if (!settings.encryption().showsWrongPassword()) {
            return "the daemon took it; with encryption 0 it takes any password, so whether yours is right cannot be known";
        }
        return sent.readToEnd()
                ? "the daemon read it and did not reject it: password and encryption method are right"
                : "it was sent and not rejected so far";
    }
}
