/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.util.List;
import java.util.Optional;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/**
 * Makes senders for one kind of server. Admin form, validation, secret masking, CLI options and the documentation's table
 * are all made from {@link #settings()}, so that a new protocol is one package. Thread-safe.
 */
public interface SenderFactory {

    /** Returns the kind of server this factory serves, such as {@code nsca}: lower case, letters, digits, hyphens. */
    String kind();

    /** Returns what a person reads instead of the kind. */
    default String label() {
        return kind();
    }

    /** Returns the port that such a receiver listens on by custom. */
    default int defaultPort() {
        return Server.DEFAULT_PORT;
    }

    /** Returns what a new server is to get of results that waited: all of them only where their time travels with them. */
    default CatchUp defaultCatchUp() {
        return carriesResultTime() ? CatchUp.ALL : CatchUp.LATEST;
    }

    /** Returns whether the receiver is told when a result was found; otherwise it takes each for one of the present. */
    default boolean carriesResultTime() {
        return false;
    }

    /** Returns the settings that servers of this kind understand, in the order of a form. */
    List<Setting> settings();

    /**
     * Returns everything that keeps this server from working, in words for its administrator; empty if nothing does. A setting
     * that is not among {@link #settings()} counts. Called on every save path, does no I/O on the network.
     */
    List<String> validate(Server server);

    /**
     * Returns a sender; does not connect yet.
     *
     * @throws IllegalArgumentException if {@link #validate} finds faults; the message lists them
     */
    Sender open(Server server);

    /**
     * Returns the secret that a file on this machine holds for the server in place of a stored one, if its settings name such
     * a file and it can be read. Who points it at another receiver on a screen must show that he knows it.
     */
    default Optional<Secret> localSecret(Server server) {
        return Optional.empty();
    }

    /** Tells the factory that the server is gone, so that files kept for it are removed. */
    default void forget(Server server) {}
}
