/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nscacheck.plugin.OutputFormat;
import org.nscacheck.plugin.PluginOutput;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;

/** Turns reports into messages, hands them to whatever sends them, and puts the outcomes back into their places. */
final class NscaSender implements Sender {

    private final OutputFormat format;
    private final Wire wire;

    /** What sends messages: the native client or the program. */
    @FunctionalInterface
    interface Wire {
        List<SendOutcome> send(List<NscaMessage> messages, Validity validity, Deadline deadline)
                throws InterruptedException;
    }

    NscaSender(OutputFormat format, Wire wire) {
        this.format = format;
        this.wire = wire;
    }

    @Override
    public List<SendOutcome> send(List<Report> reports, Deadline deadline) throws InterruptedException {
        List<SendOutcome> outcomes =
                new ArrayList<>(Collections.nCopies(reports.size(), new SendOutcome.Retry("not sent")));
        List<NscaMessage> messages = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            try {
                messages.add(message(reports.get(i)));
                places.add(i);
            } catch (IllegalArgumentException e) {
                outcomes.set(i, new SendOutcome.Refused(String.valueOf(e.getMessage())));
            }
        }
        Validity validity = message -> reports.get(places.get(message)).expiry(deadline);
        List<SendOutcome> sent = wire.send(messages, validity, deadline);
        for (int i = 0; i < sent.size(); i++) {
            outcomes.set(places.get(i), sent.get(i));
        }
        return outcomes;
    }

    private NscaMessage message(Report report) {
        String text = PluginOutput.render(report.message(), report.longOutput(), report.perfData(), format)
                .text();
        return new NscaMessage(report.target().host(), report.target().service(), report.code(), text);
    }
}
