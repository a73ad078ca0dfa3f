/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.imports;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names that may stand in properties and in environment variables. */
final class PropertyNames {

    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.:\\[\\]]*|[0-9a-f:]*:[0-9a-f:.]*");

    private PropertyNames() {}

    /** Returns lower-case letters, digits and hyphens, a name that none of the others is. */
    static String of(String name, String otherwise, Collection<String> taken) {
        String plain =
                OTHER.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-").replaceAll("^-+|-+$", "");
        return free(plain.isEmpty() ? otherwise : plain, "-", taken);
    }

    /**
     * Returns a name for a server: the first part of its host name, in letters and digits only, because an environment variable has
     * no place for others.
     */
    static String ofServer(String host, String otherwise, Collection<String> taken) {
        String lower = host.toLowerCase(Locale.ROOT);
        String first = ADDRESS.matcher(lower).matches()
                ? ""
                : OTHER.matcher(lower.split("\\.")[0]).replaceAll("");
        return free(first.isEmpty() ? otherwise : first, "", taken);
    }

    private static String free(String wanted, String between, Collection<String> taken) {
        String free = wanted;
        for (int i = 2; taken.contains(free); i++) {
            free = wanted + between + i;
        }
        return free;
    }

    /** Returns the environment variable of a server's secret, as Spring Boot reads it. */
    static String secretVariable(String server) {
        return "NSCACHECK_SERVERS_" + server.toUpperCase(Locale.ROOT) + "_SECRET";
    }
}
