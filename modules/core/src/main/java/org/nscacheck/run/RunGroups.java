/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;

/** Groups of checks of which only so many run at once on this node, see {@link CheckDefinition#group}. Thread-safe. */
final class RunGroups {

    private final Map<CheckKey, Group> byHandler = new HashMap<>();
    private final List<Group> limited = new ArrayList<>();
    private final Set<CheckKey> unlimited = new HashSet<>();
    private int turn;

    /** What may be claimed at once: some of these checks. */
    record Portion(Set<CheckKey> handlers, int max) {}

    /** @param limits how many of a group run at once; groups that it does not name have no limit */
    RunGroups(CheckCatalog catalog, Map<String, Integer> limits) {
        Map<String, Group> byName = new HashMap<>();
        for (CheckDefinition definition : catalog.all()) {
            Integer limit = limits.get(definition.group());
            if (limit == null) {
                unlimited.add(definition.key());
                continue;
            }
            Group group = byName.computeIfAbsent(definition.group(), name -> new Group(limit));
            group.handlers.add(definition.key());
            byHandler.put(definition.key(), group);
        }
        limited.addAll(byName.values());
    }

    /** Returns what may be claimed with so many free workers; each time another group comes first. */
    synchronized List<Portion> portions(int free) {
        List<Portion> portions = new ArrayList<>();
        if (!unlimited.isEmpty()) {
            portions.add(new Portion(unlimited, free));
        }
        for (Group group : limited) {
            int max = Math.min(free, group.limit - group.running);
            if (max > 0) {
                portions.add(new Portion(group.handlers, max));
            }
        }
        if (portions.size() > 1) {
            turn = (turn + 1) % portions.size();
            Collections.rotate(portions, turn);
        }
        return portions;
    }

    synchronized boolean isAnyFull() {
        return limited.stream().anyMatch(group -> group.running >= group.limit);
    }

    synchronized void began(CheckKey handler) {
        change(handler, 1);
    }

    synchronized void ended(CheckKey handler) {
        change(handler, -1);
    }

    private void change(CheckKey handler, int by) {
        @Nullable Group group = byHandler.get(handler);
        if (group != null) {
            group.running += by;
        }
    }

    private static final class Group {
        private final int limit;
        private final Set<CheckKey> handlers = new HashSet<>();
        private int running;

        Group(int limit) {
            this.limit = limit;
        }
    }
}
