/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.HandlerKey;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.StaleVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings stored servers and checks in line with what code and properties say, at start. */
final class Adoption {

    private static final Logger log = LoggerFactory.getLogger(Adoption.class);

    private final ServerStore servers;
    private final CheckStore checks;
    private final CheckCatalog catalog;
    private final SenderFactories senders;

    Adoption(ServerStore servers, CheckStore checks, CheckCatalog catalog, SenderFactories senders) {
        this.servers = servers;
        this.checks = checks;
        this.catalog = catalog;
        this.senders = senders;
    }

    /** @throws FaultyConfigurationException with what is wrong in properties; to be called before anything is stored */
    void validate(Collection<Server> serverSeeds, Collection<StoredCheck> checkSeeds) {
        List<String> faults = new ArrayList<>();
        serverSeeds.forEach(server -> faults.addAll(senders.validate(server)));
        for (StoredCheck check : checkSeeds) {
            if (catalog.find(check.handler()).isEmpty()) {
                faults.add("properties configure the check '" + check.handler() + "', which does not exist; known are "
                        + catalog.all().stream().map(CheckDefinition::key).toList());
            }
        }
        FaultyConfigurationException.throwIfAny(faults);
    }

    /** Stores the servers that are new or differ, and returns all there are. */
    List<Server> adoptServers(Collection<Server> seeds) {
        seeds.forEach(this::adopt);
        return servers.findAll();
    }

    /** Stores the checks that are new or differ, and returns all of the handlers that the code offers. */
    List<StoredCheck> adoptChecks(Collection<StoredCheck> wanted) {
        Set<HandlerKey> seeded = wanted.stream().map(StoredCheck::handler).collect(Collectors.toSet());
        List<StoredCheck> seeds = new ArrayList<>(wanted);
        catalog.keys().stream()
                .filter(key -> !seeded.contains(key))
                .sorted()
                .forEach(key -> seeds.add(StoredCheck.of(key)));
        return adopt(wanted, checks.seed(seeds));
    }

    /** Returns a fault for each server that code names and that does not exist. */
    List<String> missingServers(List<Server> known) {
        List<String> faults = new ArrayList<>();
        catalog.all().forEach(definition -> requireServers(definition, known, faults));
        return faults;
    }

    /** Nodes that start together do the same at the same time: whoever comes second looks again. */
    private void adopt(Server wanted) {
        for (int attempt = 1; ; attempt++) {
            try {
                adopt(wanted, servers.findByName(wanted.name()).orElse(null));
                return;
            } catch (IllegalArgumentException | StaleVersionException e) {
                if (attempt == 3) {
                    throw e;
                }
            }
        }
    }

    private void adopt(Server wanted, @Nullable Server stored) {
        if (stored == null) {
            servers.save(wanted);
            log.info("NSCA-110 server added {}", wanted);
            return;
        }
        Server adopted = new Server(
                stored.id(),
                stored.name(),
                wanted.kind(),
                wanted.host(),
                wanted.port(),
                wanted.nodeHostName(),
                wanted.settings(),
                wanted.secret() == null ? stored.secret() : wanted.secret(),
                stored.locked(),
                wanted.active(),
                wanted.catchUp(),
                stored.version());
        if (!adopted.equals(stored)) {
            servers.save(adopted);
            log.info("NSCA-111 server follows its properties again {}", adopted);
        }
    }

    private List<StoredCheck> adopt(Collection<StoredCheck> wanted, List<StoredCheck> stored) {
        return stored.stream()
                .map(check -> wanted.stream()
                        .filter(seed -> seed.handler().equals(check.handler()))
                        .filter(seed -> seed.name().equals(check.name()))
                        .findFirst()
                        .map(seed -> adopt(check, check.overriddenBy(seed)))
                        .orElse(check))
                .toList();
    }

    private StoredCheck adopt(StoredCheck stored, StoredCheck wanted) {
        if (wanted.equals(stored)) {
            return stored;
        }
        log.info("NSCA-112 check follows its properties again name={}", wanted.name());
        return checks.save(wanted);
    }

    private static void requireServers(CheckDefinition definition, List<Server> known, List<String> faults) {
        definition.servers().stream()
                .filter(name -> known.stream().noneMatch(server -> server.name().equals(name)))
                .forEach(name -> faults.add(definition.origin() + " names the server '" + name
                        + "', which does not exist; known are "
                        + Names.nearestFirst(
                                name, known.stream().map(Server::name).toList())));
    }
}
