/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All checks that the code of this node offers. Immutable. */
public final class CheckCatalog {

    private final Map<HandlerKey, CheckDefinition> definitions = new TreeMap<>();

    /** @throws IllegalArgumentException if two definitions have the same key; the message names both places */
    public CheckCatalog(Collection<CheckDefinition> offered) {
        for (CheckDefinition definition : offered) {
            CheckDefinition other = definitions.putIfAbsent(definition.key(), definition);
            if (other != null) {
                throw new IllegalArgumentException("check key '" + definition.key() + "' is used by " + other.origin()
                        + " and by " + definition.origin() + ": give one of them another key");
            }
        }
    }

    public Optional<CheckDefinition> find(HandlerKey key) {
        return Optional.ofNullable(definitions.get(key));
    }

    public Set<HandlerKey> keys() {
        return Set.copyOf(definitions.keySet());
    }

    /** Returns all definitions in the order of their keys. */
    public List<CheckDefinition> all() {
        return List.copyOf(definitions.values());
    }
}
