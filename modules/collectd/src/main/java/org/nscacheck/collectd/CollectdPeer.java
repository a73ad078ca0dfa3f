/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.List;
import java.util.Optional;
import org.nscacheck.RefusedException;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;

/**
 * What the application does with that which comes by collectd's network protocol, its socket, or from a program. Called by several
 * threads at once, one for each receiver, which waits until a method returns. A method that cannot do what it was asked throws
 * {@link RefusedException}, whose message is the answer on the socket.
 */
public interface CollectdPeer {

    /** Takes a notification; its kind is {@link Notification.Kind#EVENT}. */
    void notification(Notification notification);

    /** Takes values. Those of a script may have an empty host, which collectd takes for its own. */
    void values(ValueList values);

    /** Returns the threshold that counts for a value, or empty if none does. */
    Optional<EffectiveThreshold> threshold(Identity identity);

    /** Returns the last values of all identities that have one. */
    List<KnownValue> values();

    /** Returns the last values of one identity. */
    default Optional<KnownValue> value(Identity identity) {
        return values().stream()
                .filter(value -> value.identity().equals(identity))
                .findFirst();
    }

    /** Writes what is held back; does nothing where nothing is. */
    void flush(FlushRequest request);
}
