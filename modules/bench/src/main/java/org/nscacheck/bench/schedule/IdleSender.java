/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.util.Collections;
import java.util.List;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;

/** Sends nothing, and says that all of it was accepted. */
final class IdleSender implements Sender {

    private static final String KIND = "idle";

    static Server server() {
        return Server.builder("nobody", KIND)
                .address("127.0.0.1")
                .port(1)
                .hostName("shop")
                .catchUp(CatchUp.ALL)
                .build();
    }

    @Override
    public List<SendOutcome> send(List<Report> reports, Deadline deadline) {
        return Collections.nCopies(reports.size(), new SendOutcome.Accepted());
    }

    /** Makes these senders. */
    static final class Factory implements SenderFactory {

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public List<String> validate(Server server) {
            return List.of();
        }

        @Override
        public Sender open(Server server) {
            return new IdleSender();
        }
    }
}
