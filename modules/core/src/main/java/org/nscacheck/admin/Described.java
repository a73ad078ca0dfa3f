/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.server.Secret;

/**
 * What a file of configuration says of a server or notifier, a check, or a policy. What it does not say follows the default.
 *
 * @param kind a server, a check, or a kind of policy
 * @param name unique among those of its kind
 * @param fields text by field, as {@link org.nscacheck.fields} has it, without those that stand beside it here
 * @param servers names of the servers that get the results of a check, or null if the check does not say
 * @param secret of a server, or null if the file does not tell it
 * @param line in the file, from 1; 0 if it was not read from one
 */
public record Described(
        AuditKind kind,
        String name,
        Map<String, String> fields,
        @Nullable List<String> servers,
        @Nullable Secret secret,
        int line) {

    public Described {
        fields = Map.copyOf(fields);
        servers = servers == null ? null : List.copyOf(servers);
    }

    /** Shows everything but the values, which may be meant for few. */
    @Override
    public String toString() {
        return kind.word() + " '" + name + "' " + fields.keySet();
    }
}
