/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.fields;

import java.util.Map;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;

/** A policy as text by field, and back. */
public final class PolicyFields {

    private static final String SETTING = "setting.";

    private PolicyFields() {}

    /** Returns which policy an entry is about. */
    public static AuditSubject subject(Policy policy) {
        return new AuditSubject(AuditKind.of(policy.kind()), policy.id().toString(), policy.name());
    }

    /** Returns all that can be changed of a policy. */
    public static Map<String, String> of(Policy policy) {
        Fields fields = new Fields();
        fields.put("name", policy.name());
        fields.putAll(SETTING, policy.settings());
        fields.put("active", policy.active());
        fields.put("position", policy.position());
        return fields.all();
    }

    /**
     * Returns the policy that these fields describe.
     *
     * @throws RuntimeException if a value is none, as in an entry of another release
     */
    public static Policy read(PolicyId id, PolicyKind kind, Map<String, String> values, int version) {
        Fields fields = new Fields(values);
        return new Policy(
                id,
                kind,
                fields.required("name"),
                fields.under(SETTING),
                Boolean.parseBoolean(fields.required("active")),
                Integer.parseInt(fields.required("position")),
                version);
    }
}
