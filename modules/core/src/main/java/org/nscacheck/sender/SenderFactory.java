/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.util.List;
import java.util.Optional;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/**
 * Makes senders for one kind of server. Form, validation, properties and secret masking are all made from
 * {@link #settings()}, so that a new protocol is one package. Thread-safe.
 */
public interface SenderFactory {

    /** Returns the kind of server this factory serves, such as {@code nsca}: lower case, letters, digits, hyphens. */
    String kind();

    /** Returns the label of the kind on screens. */
    default String label() {
        return kind();
    }

    /** Returns what servers of this kind are there for: by default they receive results of checks. */
    default Purpose purpose() {
        return Purpose.RESULTS;
    }

    /** Returns whether servers of this kind have an address and a port; what is on the same machine, found by a path, has none. */
    default boolean hasAddress() {
        return true;
    }

    /** Returns whether servers of this kind can have a secret. */
    default boolean hasSecret() {
        return true;
    }

    /** Returns the default port of such a receiver. */
    default int defaultPort() {
        return Server.DEFAULT_PORT;
    }

    /** Returns the default catch-up of a new server: ALL only where the time of a result is sent with it. */
    default CatchUp defaultCatchUp() {
        return carriesResultTime() ? CatchUp.ALL : CatchUp.LATEST;
    }

    /** Returns whether the protocol sends the time of a result; otherwise the receiver uses the time of receipt. */
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

    /** Returns which addresses servers of this kind may have; the usual ones by default. */
    default AddressPolicy addresses() {
        return AddressPolicy.USUAL;
    }

    /**
     * Returns the steps by which a connection to a server is tested, in their order, behind name, address and connection. By default a
     * marked result is sent.
     *
     * @param server one without faults; it need not be stored
     */
    default List<ConnectionStep> connectionSteps(Server server) {
        return List.of(ConnectionStep.sending(this, server));
    }

    /**
     * Returns what a server would get of a result, or empty if its protocol sends no text that people could read.
     *
     * @param server one without faults
     */
    default Optional<WireText> wireText(Server server, Report report) {
        return Optional.empty();
    }

    /**
     * Returns the secret that a file on this machine holds for the server in place of a stored one, if its settings name such
     * a file and it can be read. To point it at another receiver on a screen, the administrator must enter it.
     */
    default Optional<Secret> localSecret(Server server) {
        return Optional.empty();
    }

    /**
     * Returns what a server wants to be told for as long as the application lives, or empty, as by default, if nothing.
     *
     * @param server one without faults, with its secret
     */
    default Optional<LifeSign> lifeSign(Server server) {
        return Optional.empty();
    }

    /** Tells the factory that the server is gone, so that files kept for it are removed. */
    default void forget(Server server) {}
}
