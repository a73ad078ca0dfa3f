/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

import java.util.Optional;
import org.nscacheck.server.Names;
import org.nscacheck.server.Target;

/**
 * Judges names as Icinga 2 does. It writes them as strings, in which any character can stand; only an exclamation mark cannot,
 * because the full name of a service is {@code host!service} ({@code ServiceNameComposer} in its {@code service.cpp}).
 */
final class Icinga2Names {

    private static final char SEPARATOR = '!';

    private Icinga2Names() {}

    static Optional<String> fault(Target target) {
        String service = target.service();
        return fault("host", target.host()).or(() -> service == null ? Optional.empty() : fault("service", service));
    }

    private static Optional<String> fault(String kind, String name) {
        return name.indexOf(SEPARATOR) < 0
                ? Optional.empty()
                : Optional.of(kind + " '" + Names.printable(name)
                        + "' contains !, by which Icinga 2 separates the names of host and service");
    }
}
