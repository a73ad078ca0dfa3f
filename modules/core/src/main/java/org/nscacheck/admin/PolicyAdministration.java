/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.policy.PolicyType;
import org.nscacheck.server.Change;
import org.nscacheck.server.Names;
import org.nscacheck.server.StaleVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only way to read and change policies: validates, stores, and has them applied. Thread-safe. */
public final class PolicyAdministration {

    private static final Logger log = LoggerFactory.getLogger(PolicyAdministration.class);

    private final PolicyStore store;
    private final Map<PolicyKind, PolicyType> types = new EnumMap<>(PolicyKind.class);
    private final Planner planner;

    /**
     * @param types what may be said, one for each kind that is offered
     * @param planner has checks judged by other rules from their next run on
     */
    public PolicyAdministration(PolicyStore store, Collection<PolicyType> types, Planner planner) {
        this.store = store;
        this.planner = planner;
        types.forEach(type -> this.types.put(type.kind(), type));
    }

    /** Returns the kinds that are offered, in their usual order. */
    public List<PolicyKind> kinds() {
        return List.copyOf(types.keySet());
    }

    /** @throws NoSuchElementException if policies of this kind are not offered */
    public PolicyType type(PolicyKind kind) {
        return Optional.ofNullable(types.get(kind))
                .orElseThrow(() -> new NoSuchElementException("There is no " + kind.word() + " here."));
    }

    /** Returns who may change policies of this kind: an operator may keep people from being told, for a while. */
    public static Permission required(PolicyKind kind) {
        return kind == PolicyKind.SILENCE ? Permission.OPERATE : Permission.ADMINISTER;
    }

    /**
     * Returns the policies of a kind in the order in which they apply.
     *
     * @throws NotPermittedException unless the actor may view
     */
    public List<Policy> findAll(Actor actor, PolicyKind kind) {
        actor.require(Permission.VIEW);
        return store.findAll(kind);
    }

    /** The same for one of them, or empty if there is none. */
    public Optional<Policy> find(Actor actor, PolicyId id) {
        actor.require(Permission.VIEW);
        return store.find(id);
    }

    /** Returns who changed a policy last, or empty if there is no such policy. */
    public Optional<Change> lastChange(Actor actor, PolicyId id) {
        actor.require(Permission.VIEW);
        return store.lastChange(id);
    }

    /**
     * Adds or changes a policy; it applies from now on, a threshold rule with the next run of each check.
     *
     * @throws NotPermittedException unless the actor may do so, see {@link #required}
     * @throws FaultyConfigurationException with all faults in one message; nothing is stored then
     * @throws RefusedException if its name is taken
     * @throws StaleVersionException if somebody else changed it meanwhile
     */
    public Policy save(Actor actor, Policy policy) {
        actor.require(required(policy.kind()));
        FaultyConfigurationException.throwIfAny(type(policy.kind()).faults(policy));
        Policy saved = store.save(policy, actor.madeBy());
        log.info(
                "NSCA-140 policy saved kind={} name={} settings={} by={}",
                saved.kind().key(),
                Names.printable(saved.name()),
                settings(saved),
                Names.printable(actor.name()));
        apply(saved.kind());
        return saved;
    }

    /**
     * Removes a policy.
     *
     * @throws NotPermittedException unless the actor may do so, see {@link #required}
     */
    public void delete(Actor actor, PolicyId id) {
        Policy policy = store.find(id).orElse(null);
        if (policy == null) {
            actor.require(Permission.VIEW);
            return;
        }
        actor.require(required(policy.kind()));
        store.delete(id, actor.madeBy());
        log.info(
                "NSCA-142 policy removed kind={} name={} settings={} by={}",
                policy.kind().key(),
                Names.printable(policy.name()),
                settings(policy),
                Names.printable(actor.name()));
        apply(policy.kind());
    }

    private void apply(PolicyKind kind) {
        if (kind == PolicyKind.RULE) {
            planner.planAll();
        } else {
            planner.changed();
        }
    }

    private static String settings(Policy policy) {
        return Names.printable(new TreeMap<>(policy.settings()).toString());
    }

    /**
     * Looks for faults of policies that properties declare, without the store.
     *
     * @throws FaultyConfigurationException with all of them in one message
     */
    public void validate(Collection<Policy> declared) {
        List<String> faults = new ArrayList<>();
        declared.forEach(policy -> faults.addAll(type(policy.kind()).faults(policy)));
        FaultyConfigurationException.throwIfAny(faults);
    }

    /**
     * Stores the policies of the properties that are new or differ; they are matched by kind and name. Checks are to be planned
     * afterwards.
     */
    public void seed(Collection<Policy> declared) {
        declared.forEach(this::seed);
    }

    /** Nodes that start together do the same at the same time: whoever comes second looks again. */
    private void seed(Policy declared) {
        for (int attempt = 1; ; attempt++) {
            try {
                seed(declared, named(declared));
                return;
            } catch (RefusedException | StaleVersionException e) {
                if (attempt == 3) {
                    throw e;
                }
            }
        }
    }

    private @Nullable Policy named(Policy declared) {
        return store.findAll(declared.kind()).stream()
                .filter(stored -> stored.name().equals(declared.name()))
                .findFirst()
                .orElse(null);
    }

    private void seed(Policy declared, @Nullable Policy stored) {
        Policy wanted = stored == null
                ? declared
                : new Policy(
                        stored.id(),
                        declared.kind(),
                        declared.name(),
                        declared.settings(),
                        declared.active(),
                        declared.position(),
                        stored.version());
        if (!wanted.equals(stored)) {
            Policy saved = store.save(wanted, Change.APPLICATION);
            log.info(
                    "NSCA-143 policy updated from properties kind={} name={} settings={}",
                    saved.kind().key(),
                    Names.printable(saved.name()),
                    settings(saved));
        }
    }
}
