/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.syslog;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.nscacheck.contract.NotifierContract;
import org.nscacheck.contract.SilentReceiver;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.daemon.Rsyslog;

/** Syslog, at Debian's rsyslog. */
class SyslogContractTest {

    private abstract static class AtRsyslog extends NotifierContract {

        final Rsyslog rsyslog = Rsyslog.start();
        final SilentReceiver silent = new SilentReceiver();
        private final SenderFactory factory = new SyslogNotifierFactory();

        @AfterEach
        void stop() {
            silent.close();
            rsyslog.close();
        }

        @Override
        public SenderFactory factory() {
            return factory;
        }

        @Override
        protected String arrived() {
            return String.join("\n", rsyslog.messages());
        }
    }

    @Nested
    class Udp extends AtRsyslog {

        @Override
        public Server server() {
            return SyslogServers.at(rsyslog.udpPort(), "udp", Map.of()).toBuilder()
                    .address("127.0.0.1")
                    .build();
        }

        @Override
        protected Optional<Server> unreachable() {
            return Optional.of(SyslogServers.at(SilentReceiver.unusedPort(), "udp", Map.of()).toBuilder()
                    .address("127.0.0.1")
                    .build());
        }

        @Override
        protected Optional<Server> stuck() {
            return Optional.empty();
        }
    }

    @Nested
    class Tcp extends AtRsyslog {

        @Override
        public Server server() {
            return SyslogServers.at(rsyslog.tcpPort(), "tcp", Map.of());
        }

        @Override
        protected Optional<Server> unreachable() {
            return Optional.of(SyslogServers.at(SilentReceiver.unusedPort(), "tcp", Map.of()));
        }

        @Override
        protected Optional<Server> stuck() {
            return Optional.of(SyslogServers.at(silent.port(), "tcp", Map.of()));
        }
    }
}
