/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Server;

/**
 * A factory that turns the settings of a server into a record of its own, which is where all their faults are found.
 *
 * @param <S> the settings of one server
 */
public abstract class TypedSenderFactory<S> implements SenderFactory {

    /**
     * Reads the settings of a server.
     *
     * @param faults takes a sentence for each fault; something harmless then stands in for what could not be read
     * @throws RefusedException if there is a fault for which nothing can stand in
     */
    protected abstract S read(Server server, List<String> faults);

    /** Returns a sender for settings without faults. */
    protected abstract Sender open(Server server, S settings);

    /** Returns what a server with settings without faults wants to be told for as long as the application lives; nothing by default. */
    protected Optional<LifeSign> lifeSign(Server server, S settings) {
        return Optional.empty();
    }

    @Override
    public final Optional<LifeSign> lifeSign(Server server) {
        List<String> faults = new ArrayList<>();
        S settings = readAll(server, faults);
        return settings == null || !faults.isEmpty() ? Optional.empty() : lifeSign(server, settings);
    }

    @Override
    public final List<String> validate(Server server) {
        List<String> faults = new ArrayList<>();
        readAll(server, faults);
        return faults;
    }

    @Override
    public final Sender open(Server server) {
        List<String> faults = new ArrayList<>();
        S settings = readAll(server, faults);
        if (settings == null || !faults.isEmpty()) {
            throw new RefusedException(String.join("; ", faults));
        }
        return open(server, settings);
    }

    /** Returns the settings, or null if there is a fault for which nothing can stand in; faults then name the server. */
    private @Nullable S readAll(Server server, List<String> faults) {
        S settings = null;
        try {
            settings = read(server, faults);
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        faults.replaceAll(fault -> "server '" + server.name() + "': " + fault);
        return settings;
    }
}
