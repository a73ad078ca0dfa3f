/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.nscacheck.CheckScope;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.DueList;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.check.StoredRules;
import org.nscacheck.schedule.Spread;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.StaleVersionException;
import org.nscacheck.threshold.RuleBook;

/**
 * Puts checks on the due list as they are configured: after each change of a check, a server or a threshold rule, and at the start.
 * Thread-safe.
 */
public final class Planner {

    /** A check runs once soon after it is first scheduled; this is how far those first runs are spread at most. */
    private static final Duration FIRST_RUN_WITHIN = Duration.ofSeconds(10);

    /** More edits than people make; it only bounds the retries. */
    private static final int MOST_READINGS = 50;

    private final ServerStore servers;
    private final CheckStore checks;
    private final DueList due;
    private final CheckCatalog catalog;
    private final CheckResolver resolver;
    private final StoredRules rules;
    private final String nodeName;
    private final Runnable onChange;

    /** Set while this thread makes several changes, of which only the last has checks scheduled. */
    private final ThreadLocal<Boolean> held = ThreadLocal.withInitial(() -> false);

    /**
     * @param nodeName name of this node, for checks that run on each node
     * @param onChange called when something on the due list may have changed
     */
    public Planner(
            ServerStore servers,
            CheckStore checks,
            DueList due,
            CheckCatalog catalog,
            CheckResolver resolver,
            StoredRules rules,
            String nodeName,
            Runnable onChange) {
        this.servers = servers;
        this.checks = checks;
        this.due = due;
        this.catalog = catalog;
        this.resolver = resolver;
        this.rules = rules;
        this.nodeName = nodeName;
        this.onChange = onChange;
    }

    /** Makes several changes, and schedules all checks after them instead of after each. */
    <T> T together(Supplier<T> changes) {
        held.set(true);
        T made;
        try {
            made = changes.get();
        } finally {
            held.remove();
        }
        planAll();
        return made;
    }

    /** Tells whoever runs checks that something may be due. */
    void changed() {
        if (!held.get()) {
            onChange.run();
        }
    }

    /**
     * Schedules the per-node checks of this node as they are configured now, and checks that could not be scheduled before: another
     * node may have changed them, or have gone.
     */
    void planThisNode() {
        planAgain(() -> checks.findAll().stream()
                .filter(check -> catalog.find(check.key())
                        .filter(definition -> definition.scope() == CheckScope.NODE)
                        .isPresent())
                .map(StoredCheck::id)
                .toList());
    }

    void planAll() {
        plan(checks::findAll);
    }

    /** Plans these checks, and those that may be free of their faults by what has just been changed. */
    void planAgain(Supplier<List<CheckId>> changed) {
        plan(() -> {
            Set<CheckId> ids = new HashSet<>(due.unsettled(nodeName));
            ids.addAll(changed.get());
            return ids.isEmpty() ? List.of() : checks.findAll(ids);
        });
    }

    /** Reads again what was changed meanwhile, so that the plan of an older reading never replaces that of a newer one. */
    void plan(Supplier<Collection<StoredCheck>> stored) {
        if (held.get()) {
            return;
        }
        for (int i = 0; i < MOST_READINGS; i++) {
            long configuration = due.configuration();
            if (plan(stored.get(), servers.findAll(), configuration)) {
                return;
            }
        }
        throw new StaleVersionException("the configuration changed " + MOST_READINGS
                + " times while its schedule was updated: repeat the change");
    }

    /** The checks that this node's code has, faulty ones included: they are reported and stop nothing. */
    boolean plan(Collection<StoredCheck> stored, List<Server> allServers, long configuration) {
        Instant now = due.now();
        RuleBook book = rules.read();
        boolean planned = due.schedule(
                stored.stream()
                        .flatMap(check -> catalog.find(check.key()).stream().map(definition -> {
                            Check resolved = resolver.resolveAnyway(check, definition, allServers);
                            return schedule(check, resolved.judgedBy(book, definition.tags()), now);
                        }))
                        .toList(),
                configuration);
        onChange.run();
        return planned;
    }

    private DueList.ScheduledCheck schedule(StoredCheck stored, Check check, Instant now) {
        CheckSettings own = stored.settings();
        boolean declared = own.service() == null && own.host() == null && own.servers() == null;
        return schedule(check, declared, now);
    }

    private DueList.ScheduledCheck schedule(Check check, boolean declared, Instant now) {
        Duration within = check.spread().compareTo(FIRST_RUN_WITHIN) < 0 ? check.spread() : FIRST_RUN_WITHIN;
        Instant from = check.pausedUntil() != null && check.pausedUntil().isAfter(now) ? check.pausedUntil() : now;
        Instant firstRunAt = from.plus(Spread.offset(check.id().value(), check.schedule(), within));
        String node = check.scope() == CheckScope.NODE ? nodeName : "";
        return new DueList.ScheduledCheck(check, node, firstRunAt, declared);
    }
}
