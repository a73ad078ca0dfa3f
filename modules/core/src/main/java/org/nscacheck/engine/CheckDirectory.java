/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolved checks, kept as long as their claims carry the same configuration version. So an edit on another node takes
 * effect with the next claim, and an unchanged check costs no query. Thread-safe.
 */
public final class CheckDirectory {

    private static final Logger log = LoggerFactory.getLogger(CheckDirectory.class);
    private final CheckStore checks;
    private final ServerStore servers;
    private final CheckCatalog catalog;
    private final CheckResolver resolver;
    private final Map<CheckId, Entry> known = new ConcurrentHashMap<>();

    public CheckDirectory(CheckStore checks, ServerStore servers, CheckCatalog catalog, CheckResolver resolver) {
        this.checks = checks;
        this.servers = servers;
        this.catalog = catalog;
        this.resolver = resolver;
    }

    /** Returns the resolved checks of these claims; one that is gone or cannot be resolved any more is left out. */
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

    private static boolean isCurrent(@org.jspecify.annotations.Nullable Entry entry, Claim claim) {
        return entry != null && entry.version == claim.configVersion();
    }

    private void load(List<Claim> claims) {
        List<Server> allServers = servers.findAll();
        Map<CheckId, StoredCheck> stored = new HashMap<>();
        checks.findAll(claims.stream().map(Claim::check).toList()).forEach(check -> stored.put(check.id(), check));
        for (Claim claim : claims) {
            known.remove(claim.check());
            StoredCheck check = stored.get(claim.check());
            Optional<CheckDefinition> definition = catalog.find(claim.handler());
            if (check != null && definition.isPresent()) {
                keep(claim, check, definition.get(), allServers);
            }
        }
    }

    private void keep(Claim claim, StoredCheck check, CheckDefinition definition, List<Server> allServers) {
        try {
            known.put(claim.check(), new Entry(claim.configVersion(), resolver.resolve(check, definition, allServers)));
        } catch (IllegalArgumentException e) {
            log.error(
                    "NSCA-120 check cannot run until its configuration is mended name={} fault=\"{}\"",
                    check.name(),
                    e.getMessage());
        }
    }

    private record Entry(int version, Check check) {}
}
