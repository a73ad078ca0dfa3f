/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alertmanager;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.nscacheck.contract.NotifierContract;
import org.nscacheck.contract.SilentReceiver;
import org.nscacheck.http.HttpReceiver;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Server;

/** Alerts, at an HTTP server that takes all of them. */
class AlertmanagerContractTest extends NotifierContract {

    private final HttpReceiver receiver = new HttpReceiver((request, headers) -> 200);
    private final SilentReceiver silent = new SilentReceiver();
    private final SenderFactory factory = new AlertmanagerNotifierFactory();

    @AfterEach
    void stop() {
        receiver.close();
        silent.close();
    }

    @Override
    public SenderFactory factory() {
        return factory;
    }

    @Override
    public Server server() {
        return Alertmanagers.at(receiver.port(), Map.of());
    }

    @Override
    protected Optional<Server> unreachable() {
        return Optional.of(Alertmanagers.at(SilentReceiver.unusedPort(), Map.of()));
    }

    @Override
    protected Optional<Server> stuck() {
        return Optional.of(Alertmanagers.at(silent.port(), Map.of()));
    }

    @Override
    protected String arrived() {
        return receiver.requests().stream().map(HttpReceiver.Request::body).collect(Collectors.joining("\n"));
    }
}
