/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All checks that the code of this node offers. Immutable. */
public final class CheckCatalog {

    /** What the name of an environment variable cannot have. */
    private static final Pattern ENVIRONMENT = Pattern.compile("[^A-Z0-9]");

    private final Map<CheckKey, CheckDefinition> definitions = new TreeMap<>();
    private final Map<CheckKey, CheckKey> successors = new LinkedHashMap<>();
    private final Set<CheckKey> keys;

    /**
     * @throws IllegalArgumentException if two definitions have the same key, or a former key is still one or is that of two; the
     *     message names both places
     */
    public CheckCatalog(Collection<CheckDefinition> offered) {
        for (CheckDefinition definition : offered) {
            CheckDefinition other = definitions.putIfAbsent(definition.key(), definition);
            if (other != null) {
                throw new IllegalArgumentException("check key '" + definition.key() + "' is used by " + other.origin()
                        + " and by " + definition.origin() + ": give one of them another key");
            }
        }
        definitions.values().forEach(this::addFormerKeys);
        keys = Set.copyOf(definitions.keySet());
    }

    private void addFormerKeys(CheckDefinition definition) {
        for (CheckKey former : definition.formerly()) {
            CheckDefinition other = definitions.get(former);
            if (other != null) {
                throw new IllegalArgumentException("former key '" + former + "' of " + definition.origin()
                        + " is the key of " + other.origin() + ": remove it from formerly");
            }
            CheckKey another = successors.putIfAbsent(former, definition.key());
            if (another != null) {
                throw new IllegalArgumentException("former key '" + former + "' is claimed by the checks '" + another
                        + "' and '" + definition.key() + "': leave it to the one that is to have its history");
            }
        }
    }

    /** Returns the present key by each former one; of those of one check the latest comes first. */
    public Map<CheckKey, CheckKey> successors() {
        return Collections.unmodifiableMap(successors);
    }

    public Optional<CheckDefinition> find(CheckKey key) {
        return Optional.ofNullable(definitions.get(key));
    }

    /**
     * Returns the key that is meant by one out of an environment variable, whose name has capital letters, digits and underscores
     * only: {@code MAIL_QUEUE} means {@code mail.queue}. Any other, and one that means none or several, is returned as it is.
     */
    public CheckKey named(CheckKey written) {
        List<CheckKey> meant = definitions.keySet().stream()
                .filter(key -> ENVIRONMENT
                        .matcher(key.value().toUpperCase(Locale.ROOT))
                        .replaceAll("_")
                        .equals(written.value()))
                .toList();
        return definitions.containsKey(written) || meant.size() != 1 ? written : meant.get(0);
    }

    public Set<CheckKey> keys() {
        return keys;
    }

    /** Returns all definitions in the order of their keys. */
    public List<CheckDefinition> all() {
        return List.copyOf(definitions.values());
    }
}
