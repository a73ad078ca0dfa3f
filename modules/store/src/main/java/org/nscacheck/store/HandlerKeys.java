/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nscacheck.check.CheckKey;

/**
 * The handlers that stand on the due list, as far as they have been seen. Nodes mostly know all of them, so what a node does not
 * know is the shorter list to send with each claim: none, where the list of what it knows has a thousand keys. Thread-safe.
 */
final class HandlerKeys {

    private final Set<CheckKey> seen = ConcurrentHashMap.newKeySet();

    /** Returns whether something has been seen. */
    boolean isEmpty() {
        return seen.isEmpty();
    }

    void see(Collection<CheckKey> keys) {
        seen.addAll(keys);
    }

    /** Returns those that are not among these. */
    List<CheckKey> besides(Set<CheckKey> known) {
        return seen.stream().filter(key -> !known.contains(key)).toList();
    }
}
