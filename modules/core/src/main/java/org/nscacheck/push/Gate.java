/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import org.nscacheck.RefusedException;
import org.nscacheck.push.PushSettings.Registration;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets agents in: registers new ones, compares keys. Thread-safe. */
final class Gate {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private static final int MAX_KEY = 1000;
    /** Of an agent that came by another way: there is no key to it, unless an administrator has this forgotten. */
    private static final String NO_KEY = "none";

    private final PushStore store;
    private final PushSettings settings;
    private final PushRate rate;
    private final PushKeys keys = new PushKeys();

    Gate(PushStore store, PushSettings settings, PushRate rate) {
        this.store = store;
        this.settings = settings;
        this.rate = rate;
    }

    /**
     * Returns the agent that this is.
     *
     * @throws WrongKeyException if it may not report
     * @throws RefusedException if its name or key is none, or there are too many agents
     * @throws TooManyRequestsException if it sends more than it may
     */
    Agent admit(Credentials who, String address) {
        Names.requireHost(who.name());
        if (who.key().isEmpty() || who.key().length() > MAX_KEY) {
            throw new RefusedException("the key of '" + Names.shortened(who.name()) + "' has "
                    + who.key().length() + " characters, it must have 1 to " + MAX_KEY);
        }
        if (!rate.allows(who.name())) {
            throw new TooManyRequestsException("more than " + settings.limits().requestsPerMinute() + " requests of '"
                    + who.name() + "' within a minute");
        }
        Agent agent = store.find(who.name()).orElseGet(() -> register(who, address));
        if (!hasKey(agent, who.key())) {
            log.warn(
                    "NSCA-511 agent rejected, its key is wrong name=\"{}\" address={}",
                    Names.printable(agent.name()),
                    Names.printable(address));
            throw new WrongKeyException("Invalid server key");
        }
        if (!agent.approved()) {
            throw new WrongKeyException(
                    "'" + agent.name() + "' is not approved yet; an administrator of the application has to do that");
        }
        store.seen(agent.id(), address);
        return agent;
    }

    /**
     * Returns the agent of this name for a way in that is guarded by other means than a key; no key fits one that is new.
     *
     * @throws RefusedException if its name is none, an administrator has blocked it, or there are too many agents
     */
    Agent admitTrusted(String name, String address) {
        Names.requireHost(name);
        Agent agent = store.find(name).orElseGet(() -> add(name, NO_KEY, true, address));
        if (!agent.approved()) {
            throw new RefusedException("'" + agent.name() + "' is blocked by an administrator of the application");
        }
        store.seen(agent.id(), address);
        return agent;
    }

    private Agent register(Credentials who, String address) {
        if (settings.registration() == Registration.CLOSED) {
            throw new WrongKeyException("'" + who.name() + "' is not known, and new servers are not taken");
        }
        return add(who.name(), keys.hash(who.key()), settings.registration() == Registration.OPEN, address);
    }

    private Agent add(String name, String keyHash, boolean approved, String address) {
        if (store.agents().size() >= settings.limits().agents()) {
            throw new RefusedException(
                    "there are " + settings.limits().agents() + " servers already, '" + name + "' is not taken");
        }
        Agent agent = store.register(name, keyHash, approved, address);
        log.info(
                "NSCA-510 agent registered name=\"{}\" address={} approved={}",
                Names.printable(agent.name()),
                Names.printable(address),
                approved);
        return agent;
    }

    /** An administrator may have had the key forgotten: then the one that comes first is taken. */
    private boolean hasKey(Agent agent, String key) {
        String hash = agent.keyHash();
        if (hash != null) {
            return keys.matches(key, hash);
        }
        return store.bindKey(agent.id(), keys.hash(key));
    }
}
