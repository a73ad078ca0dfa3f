/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.sender.Purpose;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.Names;
import org.nscacheck.server.PasswordHint;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerReference;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.StaleVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings stored servers and checks in line with what code and properties say, at start. */
final class DeclaredConfiguration {

    private static final Logger log = LoggerFactory.getLogger(DeclaredConfiguration.class);

    private final ServerStore servers;
    private final CheckStore checks;
    private final CheckCatalog catalog;
    private final SenderFactories senders;

    private final Set<String> guessedHosts;
    private final List<NodeId> others;

    DeclaredConfiguration(ServerStore servers, CheckStore checks, CheckCatalog catalog, SenderFactories senders) {
        this(servers, checks, catalog, senders, Set.of(), List.of());
    }

    DeclaredConfiguration(
            ServerStore servers,
            CheckStore checks,
            CheckCatalog catalog,
            SenderFactories senders,
            Set<String> guessedHosts,
            List<NodeId> others) {
        this.guessedHosts = Set.copyOf(guessedHosts);
        this.others = List.copyOf(others);
        this.servers = servers;
        this.checks = checks;
        this.catalog = catalog;
        this.senders = senders;
    }

    /** @throws FaultyConfigurationException with what is wrong in properties; to be called before anything is stored */
    void validate(Collection<Server> serverSeeds, Collection<StoredCheck> checkSeeds) {
        List<String> faults = new ArrayList<>();
        for (Server server : serverSeeds) {
            faults.addAll(senders.validate(server));
            FieldRules.faults(server)
                    .forEach(fault -> faults.add("server '" + Names.shortened(server.name()) + "': " + fault));
        }
        for (StoredCheck check : checkSeeds) {
            if (catalog.find(check.key()).isEmpty()) {
                faults.add("properties configure the check '" + check.key() + "', " + whereabouts(check.key()));
            }
        }
        FaultyConfigurationException.throwIfAny(faults);
    }

    private String whereabouts(CheckKey key) {
        CheckKey successor = catalog.successors().get(key);
        return successor != null
                ? "whose key is '" + successor + "' now: rename the properties"
                : "which does not exist; known are "
                        + catalog.all().stream().map(CheckDefinition::key).toList();
    }

    /** Stores the servers that are new or differ, and returns all there are. */
    List<Server> applyServers(Collection<Server> seeds) {
        seeds.stream()
                .filter(server -> server.secret() != null && PasswordHint.isBroken(server.secret()))
                .forEach(server -> log.warn(
                        "NSCA-123 server password was read with the wrong character set name={} hint=\"{}\"",
                        Names.printable(server.name()),
                        PasswordHint.of(server.secret()).orElse("")));
        seeds.forEach(this::apply);
        return servers.findAll();
    }

    /** Stores the checks that are new or differ, and returns all of the handlers that the code offers. */
    List<StoredCheck> applyChecks(Collection<StoredCheck> declared, List<Server> allServers) {
        followRenamedKeys();
        List<StoredCheck> wanted =
                declared.stream().map(check -> withIds(check, allServers)).toList();
        Set<CheckKey> seeded = wanted.stream().map(StoredCheck::key).collect(Collectors.toSet());
        List<StoredCheck> seeds = new ArrayList<>(wanted);
        catalog.all().stream()
                .filter(definition -> !definition.template() && !seeded.contains(definition.key()))
                .forEach(definition -> seeds.add(StoredCheck.of(definition.key())));
        apply(wanted, checks.seed(seeds));
        return checks.findAll().stream()
                .filter(check -> catalog.find(check.key()).isPresent())
                .toList();
    }

    private void followRenamedKeys() {
        Map<CheckKey, CheckKey> successors = catalog.successors();
        if (successors.isEmpty()) {
            return;
        }
        checks.rename(successors)
                .forEach(former -> log.info(
                        "NSCA-127 check moved to its new key former={} key={}", former, successors.get(former)));
        checks.findAll().stream()
                .map(StoredCheck::key)
                .filter(successors::containsKey)
                .distinct()
                .forEach(former -> log.warn(
                        "NSCA-128 check of a former key not moved, its new key has a check already:"
                                + " delete one of them, or remove formerly former={} key={}",
                        former,
                        successors.get(former)));
    }

    /** Returns the check with its servers by their ids, which last when an administrator renames one. */
    static StoredCheck withIds(StoredCheck check, List<Server> servers) {
        List<String> references = check.settings().servers();
        return references == null
                ? check
                : check.with(check.settings().toBuilder()
                        .servers(ServerReference.ids(servers, references))
                        .build());
    }

    /**
     * Returns all servers that take results, as they will be called when those of the properties have been adopted; stores nothing. A
     * notifier takes none, so a check that names one is refused here, not when it is to run.
     */
    List<Server> expected(Collection<Server> seeds) {
        List<Server> stored = servers.findAll();
        List<Server> expected = new ArrayList<>(stored);
        seeds.stream()
                .filter(seed -> senders.purpose(seed) == Purpose.RESULTS)
                .filter(seed -> ServerReference.find(stored, seed.name()).isEmpty())
                .forEach(expected::add);
        return expected;
    }

    /** Nodes that start together do the same at the same time: whoever comes second looks again. */
    private void apply(Server wanted) {
        for (int attempt = 1; ; attempt++) {
            try {
                apply(
                        wanted,
                        ServerReference.find(servers.ofAnyPurpose().findAll(), wanted.name())
                                .orElse(null));
                return;
            } catch (RefusedException | StaleVersionException e) {
                if (attempt == 3) {
                    throw e;
                }
            }
        }
    }

    private void apply(Server wanted, @Nullable Server stored) {
        if (stored == null) {
            servers.save(wanted, SecretChange.declaredBy(wanted.secret()));
            log.info("NSCA-110 server added {}", wanted);
            return;
        }
        SecretChange secret = secret(wanted, stored);
        Server adopted = Server.builder(stored.id(), stored.name(), wanted.kind())
                .address(wanted.address())
                .port(wanted.port())
                .hostName(hostFor(wanted, stored))
                .settings(wanted.settings())
                .secret(stored.secret())
                .active(wanted.active())
                .catchUp(wanted.catchUp())
                .maxAge(wanted.maxAge())
                .version(stored.version())
                .declaredName(stored.declaredName())
                .build();
        if (!adopted.equals(stored) || secret.changes(stored.secret())) {
            servers.save(adopted, secret);
            logHostOfOthers(stored, adopted);
            log.info("NSCA-111 server updated from properties {}", adopted);
        }
    }

    private SecretChange secret(Server wanted, Server stored) {
        if (wanted.secret() != null || stored.secret() == null) {
            return SecretChange.declaredBy(wanted.secret());
        }
        List<String> changes = new SecretBinding(senders).changes(stored, wanted);
        if (changes.isEmpty()) {
            return SecretChange.KEEP;
        }
        log.error(
                "NSCA-121 server password dropped, because properties change the {}: set the secret in properties, or"
                        + " enter it"
                        + " on the screens name={}",
                String.join(", ", changes),
                Names.printable(stored.name()));
        return SecretChange.REMOVE;
    }

    private void apply(Collection<StoredCheck> wanted, List<StoredCheck> stored) {
        Map<CheckKey, List<StoredCheck>> byHandler = wanted.stream().collect(Collectors.groupingBy(StoredCheck::key));
        stored.forEach(check -> byHandler.getOrDefault(check.key(), List.of()).stream()
                .filter(seed -> seed.name().equals(check.name()))
                .findFirst()
                .ifPresent(seed -> apply(check, check.withSettingsOf(seed))));
    }

    /** A machine's name that nobody wrote into a property must not rename what all nodes report. */
    private String hostFor(Server wanted, Server stored) {
        if (!guessedHosts.contains(wanted.name()) || wanted.hostName().equals(stored.hostName())) {
            return wanted.hostName();
        }
        log.warn(
                "NSCA-125 no property sets the host name, results keep the stored one:"
                        + " set nscacheck.host-name name={} host={} machine={}",
                Names.printable(stored.name()),
                stored.hostName(),
                wanted.hostName());
        return stored.hostName();
    }

    private void logHostOfOthers(Server stored, Server adopted) {
        if (!others.isEmpty() && !adopted.hostName().equals(stored.hostName())) {
            log.warn(
                    "NSCA-126 properties of this node change the host name for all nodes name={} from={}"
                            + " to={} others={}",
                    Names.printable(stored.name()),
                    stored.hostName(),
                    adopted.hostName(),
                    others);
        }
    }

    private void apply(StoredCheck stored, StoredCheck wanted) {
        if (!wanted.equals(stored)) {
            log.info("NSCA-112 check updated from properties name={}", Names.printable(wanted.name()));
            checks.save(wanted);
        }
    }
}
