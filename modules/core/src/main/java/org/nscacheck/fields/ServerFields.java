/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.fields;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;

/** A server as text by field, and back, without its secret: of that it is only said whether there is one. */
public final class ServerFields {

    /** Stands for the secret; its values mean nothing, except that another one is another secret. */
    public static final String SECRET = "secret";

    private static final String SETTING = "setting.";
    private static final String STORED = "stored";
    private static final String TYPED = "typed";

    private ServerFields() {}

    /** Returns which server an entry is about. */
    public static AuditSubject subject(Server server) {
        return new AuditSubject(AuditKind.SERVER, server.id().toString(), server.name());
    }

    /** Returns all that can be changed of a server; {@link #SECRET} is there if it has one. */
    public static Map<String, String> of(Server server) {
        Fields fields = new Fields();
        fields.put("name", server.name());
        fields.put("kind", server.kind());
        fields.put("address", server.address());
        fields.put("port", server.port());
        fields.put("host-name", server.hostName());
        fields.putAll(SETTING, server.settings());
        fields.put("active", server.active());
        fields.put("catch-up", server.catchUp());
        fields.put("max-age", server.maxAge());
        fields.put("declared-name", server.declaredName());
        fields.put(SECRET, server.secret() == null ? null : STORED);
        return fields.all();
    }

    /** Returns the same of a server that has just been stored together with this change of its secret. */
    public static Map<String, String> of(Server server, SecretChange secret) {
        Map<String, String> fields = new TreeMap<>(of(server));
        if (secret.kind() == SecretChange.Kind.SET) {
            fields.put(SECRET, TYPED);
        }
        return fields;
    }

    /**
     * Returns the server that these fields describe, without a secret.
     *
     * @throws RuntimeException if a value is none, as in an entry of another release
     */
    public static Server read(ServerId id, Map<String, String> values, int version) {
        Fields fields = new Fields(values);
        return Server.builder(id, fields.required("name"), fields.required("kind"))
                .address(fields.required("address"))
                .port(Integer.parseInt(fields.required("port")))
                .hostName(fields.required("host-name"))
                .settings(fields.under(SETTING))
                .active(Boolean.parseBoolean(fields.required("active")))
                .catchUp(CatchUp.valueOf(fields.required("catch-up")))
                .maxAge(fields.get("max-age", Duration::parse))
                .declaredName(fields.text("declared-name"))
                .version(version)
                .build();
    }
}
