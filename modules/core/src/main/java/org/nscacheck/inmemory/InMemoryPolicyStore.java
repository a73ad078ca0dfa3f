/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.fields.PolicyFields;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.server.Change;
import org.nscacheck.server.Names;
import org.nscacheck.server.StaleVersionException;

/** Policies in memory. */
final class InMemoryPolicyStore implements PolicyStore {

    private final Memory memory;

    InMemoryPolicyStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public List<Policy> findAll(PolicyKind kind) {
        synchronized (memory) {
            return memory.policies.values().stream()
                    .filter(policy -> policy.kind() == kind)
                    .sorted(Comparator.comparingInt(Policy::position).thenComparing(Policy::name))
                    .toList();
        }
    }

    @Override
    public Optional<Policy> find(PolicyId id) {
        synchronized (memory) {
            return Optional.ofNullable(memory.policies.get(id));
        }
    }

    @Override
    public Policy save(Policy policy, String by) {
        synchronized (memory) {
            Policy stored = memory.policies.get(policy.id());
            if (stored != null && stored.version() != policy.version()) {
                throw new StaleVersionException(policy.kind().word() + " " + Names.shortened(policy.name())
                        + " was changed by somebody else meanwhile");
            }
            requireFreeName(policy);
            if (policy.equals(stored)) {
                return policy;
            }
            Policy saved = new Policy(
                    policy.id(),
                    policy.kind(),
                    policy.name(),
                    policy.settings(),
                    policy.active(),
                    policy.position(),
                    stored == null ? 0 : stored.version() + 1);
            note(by, saved, stored == null ? Map.of() : PolicyFields.of(stored), PolicyFields.of(saved));
            memory.policies.put(saved.id(), saved);
            memory.policyChanges.put(saved.id(), new Change(by, memory.now()));
            memory.configuration++;
            return saved;
        }
    }

    private void note(String by, Policy policy, Map<String, String> before, Map<String, String> after) {
        AuditNote.ofChange(by, PolicyFields.subject(policy), before, after).ifPresent(memory.audit::write);
    }

    private void requireFreeName(Policy policy) {
        boolean taken = memory.policies.values().stream()
                .anyMatch(other -> other.kind() == policy.kind()
                        && other.name().equals(policy.name())
                        && !other.id().equals(policy.id()));
        if (taken) {
            throw new RefusedException(
                    "there is a " + policy.kind().word() + " " + Names.shortened(policy.name()) + " already");
        }
    }

    @Override
    public Optional<Change> lastChange(PolicyId id) {
        synchronized (memory) {
            return Optional.ofNullable(memory.policyChanges.get(id));
        }
    }

    @Override
    public void delete(PolicyId id, String by) {
        synchronized (memory) {
            Policy removed = memory.policies.remove(id);
            if (removed != null) {
                note(by, removed, PolicyFields.of(removed), Map.of());
                memory.policyChanges.remove(id);
                memory.configuration++;
            }
        }
    }
}
