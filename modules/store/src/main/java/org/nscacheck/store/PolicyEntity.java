/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.server.Change;

/** A policy as Hibernate sees it; never leaves the module. */
@Entity(name = "NscaPolicy")
@Table(name = "nsca_policy")
class PolicyEntity {

    @Id
    private UUID id = new UUID(0, 0);

    private String kind = "";

    private String name = "";

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> settings = new HashMap<>();

    private boolean active;

    private int position;

    @Column(name = "changed_by")
    private String changedBy = Change.APPLICATION;

    @Column(name = "changed_at")
    private Instant changedAt = Instant.EPOCH;

    @Version
    private int version;

    PolicyEntity() {}

    PolicyEntity(PolicyId id) {
        this.id = id.value();
    }

    int version() {
        return version;
    }

    PolicyEntity take(Policy policy) {
        kind = policy.kind().name();
        name = policy.name();
        settings = new HashMap<>(policy.settings());
        active = policy.active();
        position = policy.position();
        return this;
    }

    void changed(Change change) {
        changedBy = change.by();
        changedAt = change.at();
    }

    Change lastChange() {
        return new Change(changedBy, changedAt);
    }

    Policy toPolicy() {
        return new Policy(new PolicyId(id), PolicyKind.valueOf(kind), name, settings, active, position, version);
    }
}
