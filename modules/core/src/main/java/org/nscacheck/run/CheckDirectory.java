/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.DueList;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.check.StoredRules;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.nscacheck.threshold.RuleBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolved checks, kept as long as their claims carry the same configuration version. So an edit on another node takes
 * effect with the next claim, and an unchanged check costs no query. Thread-safe.
 */
public final class CheckDirectory {

    private static final Logger log = LoggerFactory.getLogger(CheckDirectory.class);
    private final CheckStore checks;
    private final DueList due;
    private final ServerStore servers;
    private final CheckCatalog catalog;
    private final CheckResolver resolver;
    private final StoredRules rules;
    private final Map<CheckId, Entry> known = new ConcurrentHashMap<>();

    public CheckDirectory(
            CheckStore checks,
            DueList due,
            ServerStore servers,
            CheckCatalog catalog,
            CheckResolver resolver,
            StoredRules rules) {
        this.checks = checks;
        this.due = due;
        this.servers = servers;
        this.catalog = catalog;
        this.resolver = resolver;
        this.rules = rules;
    }

    /** Returns the resolved checks of these claims; one that is gone is left out, one that cannot run is faulty. */
    public Map<CheckId, Check> find(Collection<Claim> claims) {
        List<Claim> missing = claims.stream()
                .filter(claim -> !isCurrent(known.get(claim.check()), claim))
                .toList();
        if (!missing.isEmpty()) {
            load(missing);
        }
        Map<CheckId, Check> found = new HashMap<>();
        for (Claim claim : claims) {
            Entry entry = known.get(claim.check());
            if (entry != null) {
                found.put(claim.check(), entry.check);
            }
        }
        return found;
    }

    /** Returns those of these claims' checks that are known in the version of their claim; asks no store. */
    Map<CheckId, Check> known(Collection<Claim> claims) {
        Map<CheckId, Check> found = new HashMap<>();
        for (Claim claim : claims) {
            Entry entry = known.get(claim.check());
            if (entry != null && isCurrent(entry, claim)) {
                found.put(claim.check(), entry.check);
            }
        }
        return found;
    }

    private static boolean isCurrent(@Nullable Entry entry, Claim claim) {
        return entry != null && entry.version == claim.configVersion();
    }

    private void load(List<Claim> claims) {
        List<Server> allServers = servers.findAll();
        RuleBook book = rules.read();
        Map<CheckId, StoredCheck> stored = new HashMap<>();
        List<CheckId> ids = claims.stream().map(Claim::check).toList();
        checks.findAll(ids).forEach(check -> stored.put(check.id(), check));
        List<DueList.Scheduled> planned = due.scheduled(ids);
        for (Claim claim : claims) {
            known.remove(claim.check());
            StoredCheck check = stored.get(claim.check());
            Optional<CheckDefinition> definition = catalog.find(claim.handler());
            if (check != null && definition.isPresent()) {
                Check resolved = resolver.resolveAnyway(check, definition.get(), allServers);
                keep(claim, resolved.judgedBy(book, definition.get().tags()), planned);
            }
        }
    }

    /**
     * Whether a check can run is decided where it is planned, so that nodes of two releases do not answer in turns; but what this
     * node's code cannot take, it cannot call. Such a check is reported where it was planned to be.
     */
    private void keep(Claim claim, Check resolved, List<DueList.Scheduled> planned) {
        DueList.Scheduled scheduled = planned.stream()
                .filter(each ->
                        each.check().equals(claim.check()) && each.node().equals(claim.node()))
                .findFirst()
                .orElseGet(() -> new DueList.Scheduled(claim.check(), claim.node(), "", resolved.destinations()));
        Check check = resolved;
        if (resolved.isFaulty() || !scheduled.fault().isEmpty()) {
            check = resolved.faulty(
                    resolved.isFaulty() ? resolved.fault() : scheduled.fault(), scheduled.destinations());
        }
        if (resolved.isFaulty() && scheduled.fault().isEmpty()) {
            log.error(
                    "NSCA-120 check cannot run on this node name={} fault=\"{}\"",
                    Names.printable(check.name()),
                    Names.printable(check.fault()));
        }
        known.put(claim.check(), new Entry(claim.configVersion(), check));
    }

    private record Entry(int version, Check check) {}
}
