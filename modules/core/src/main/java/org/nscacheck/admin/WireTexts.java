/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.Optional;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.sender.WireText;
import org.nscacheck.server.Server;

/** What servers get of a report, as text. Thread-safe. */
record WireTexts(SenderFactories senders) {

    /** Returns what a server gets, or empty if it gets no readable text, or cannot be used as it is configured. */
    Optional<WireText> of(Server server, Report report) {
        return senders.validate(server).isEmpty()
                ? senders.find(server.kind()).flatMap(factory -> factory.wireText(server, report))
                : Optional.empty();
    }
}
