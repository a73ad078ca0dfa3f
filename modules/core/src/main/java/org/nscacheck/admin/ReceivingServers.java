/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.List;
import java.util.Optional;
import org.nscacheck.sender.Purpose;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.Change;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;

/** The servers of one purpose among all that are stored; one that is asked for by itself is found whatever it is for. */
public record ReceivingServers(ServerStore all, SenderFactories senders, Purpose purpose) implements ServerStore {

    /** Returns those that receive the results of checks. A kind that nobody knows counts as one of them, so that it is seen. */
    public static ReceivingServers ofResults(ServerStore all, SenderFactories senders) {
        return new ReceivingServers(all, senders, Purpose.RESULTS);
    }

    /** Returns those that tell people. */
    public static ReceivingServers ofNotifications(ServerStore all, SenderFactories senders) {
        return new ReceivingServers(all, senders, Purpose.NOTIFICATIONS);
    }

    @Override
    public List<Server> findAll() {
        return all.findAll().stream()
                .filter(server -> senders.purpose(server) == purpose)
                .toList();
    }

    @Override
    public ServerStore ofAnyPurpose() {
        return all;
    }

    @Override
    public Optional<Server> find(ServerId id) {
        return all.find(id);
    }

    @Override
    public Optional<Server> findByName(String name) {
        return all.findByName(name);
    }

    @Override
    public Server save(Server server, SecretChange secret, String by) {
        return all.save(server, secret, by);
    }

    @Override
    public Optional<Change> lastChange(ServerId id) {
        return all.lastChange(id);
    }

    @Override
    public void removeSecret(ServerId id, String by) {
        all.removeSecret(id, by);
    }

    @Override
    public long delete(ServerId id, String by) {
        return all.delete(id, by);
    }
}
