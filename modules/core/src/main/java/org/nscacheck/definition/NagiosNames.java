/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

import java.util.Optional;
import org.nscacheck.server.Names;
import org.nscacheck.server.Target;

/** Judges names as Nagios does when it reads them from a file of object definitions. */
final class NagiosNames {

    /** Characters that Nagios refuses in names by default ({@code illegal_object_name_chars}), and list separators. */
    private static final String ILLEGAL = "`~!$%^&*|'\"<>?,()=";

    private NagiosNames() {}

    static Optional<String> fault(Target target) {
        String service = target.service();
        return fault("host", target.host()).or(() -> service == null ? Optional.empty() : fault("service", service));
    }

    static Optional<String> fault(String kind, String name) {
        String quoted = kind + " '" + Names.printable(name) + "'";
        Optional<String> illegal = name.chars()
                .filter(c -> ILLEGAL.indexOf(c) >= 0)
                .mapToObj(c -> quoted + " contains " + (char) c + ", which Nagios does not allow in names")
                .findFirst();
        if (illegal.isPresent()) {
            return illegal;
        }
        if (name.chars().anyMatch(c -> c == ';' || Character.isISOControl(c))) {
            return Optional.of(quoted + " contains ';' or a control character, at which its line would end for Nagios");
        }
        if (name.endsWith("\\")) {
            return Optional.of(
                    quoted + " ends with \\, after which Nagios would read the next line as part of this one");
        }
        boolean special = name.isBlank() || name.equals("null") || name.startsWith("+") || !name.equals(name.strip());
        return special ? Optional.of(quoted + " means something else to Nagios") : Optional.empty();
    }
}
