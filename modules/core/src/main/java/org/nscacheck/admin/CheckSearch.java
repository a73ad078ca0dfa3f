/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.CheckQuery.Found;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerReference;

/**
 * Finds checks by their outlines: what it takes to search, count and order ten thousand of them without reading each one whole.
 * Thread-safe.
 */
final class CheckSearch {

    private final CheckCatalog catalog;

    CheckSearch(CheckCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What was found.
     *
     * @param shown those on the page, in order
     * @param page which part of all that match it is, from 0
     * @param matching how many match
     * @param counts how many stand where
     * @param all how many checks there are
     */
    record Result(CheckQuery query, List<CheckId> shown, int page, int matching, Map<Standing, Long> counts, int all) {

        /** Returns the page, of which a check that is not among these views was deleted meanwhile. */
        CheckPage page(Map<CheckId, CheckView> views, Instant at) {
            return new CheckPage(
                    shown.stream().map(views::get).filter(Objects::nonNull).toList(),
                    page,
                    pages(matching, query.size()),
                    matching,
                    all,
                    counts,
                    at);
        }
    }

    private static int pages(int matching, int size) {
        return Math.max(1, (matching + size - 1) / size);
    }

    Result find(CheckQuery query, Collection<CheckOutline> outlines, List<Server> servers) {
        return find(query, null, outlines, servers);
    }

    /**
     * The same, of those behind one of a name: none is left out and none comes twice while others are added and removed.
     *
     * @param after the name, or null for all; counts only in an order by name
     */
    Result find(CheckQuery query, @Nullable String after, Collection<CheckOutline> outlines, List<Server> servers) {
        Collection<CheckOutline> each = worstOfEach(outlines);
        List<Found> narrowed = each.stream()
                .filter(narrowing(query, servers))
                .map(outline -> new Found(outline, service(outline)))
                .filter(found -> after == null || query.order().isBehind(found, after))
                .toList();
        Map<Standing, Long> counts = new EnumMap<>(Standing.class);
        for (Standing standing : Standing.values()) {
            counts.put(
                    standing,
                    narrowed.stream()
                            .filter(found -> standing.includes(found.outline()))
                            .count());
        }
        Standing wanted = query.standing();
        List<CheckId> matching = narrowed.stream()
                .filter(found -> wanted == null || wanted.includes(found.outline()))
                .sorted(query.order().comparator())
                .map(found -> found.outline().summary().check())
                .toList();
        int page = Math.min(query.page(), pages(matching.size(), query.size()) - 1);
        List<CheckId> shown = matching.stream()
                .skip((long) page * query.size())
                .limit(query.size())
                .toList();
        return new Result(query, shown, page, matching.size(), counts, each.size());
    }

    /** A check that runs on each node has an outline for each; the worst one speaks for it. */
    private static Collection<CheckOutline> worstOfEach(Collection<CheckOutline> outlines) {
        Map<CheckId, CheckOutline> worst = new HashMap<>();
        outlines.forEach(outline -> worst.merge(
                outline.summary().check(),
                outline,
                (a, b) -> CheckSummary.BY_IMPORTANCE.compare(a.summary(), b.summary()) >= 0 ? a : b));
        return worst.values();
    }

    private Predicate<CheckOutline> narrowing(CheckQuery query, List<Server> servers) {
        String text = query.text().strip().toLowerCase(Locale.ROOT);
        Server server = servers.stream()
                .filter(each -> each.id().equals(query.server()))
                .findFirst()
                .orElse(null);
        return outline -> (query.tag().isEmpty() || tags(outline).contains(query.tag()))
                && (query.server() == null || (server != null && reportsTo(outline, server, servers)))
                && (text.isEmpty() || mentions(outline, text));
    }

    private boolean mentions(CheckOutline outline, String text) {
        List<String> texts = new ArrayList<>(tags(outline));
        texts.add(outline.summary().name());
        texts.add(outline.key().value());
        texts.add(service(outline));
        return texts.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(text));
    }

    private boolean reportsTo(CheckOutline outline, Server server, List<Server> all) {
        return receivers(outline.servers(), definition(outline).orElse(null), all)
                .contains(server);
    }

    /**
     * Returns the servers that get the results of a check.
     *
     * @param stored ids or names as an administrator stored them, or null if the code decides
     * @param definition what the code says, or null if it no longer has the check
     */
    static List<Server> receivers(
            @Nullable List<String> stored, @Nullable CheckDefinition definition, List<Server> all) {
        List<String> declared = definition == null ? List.of() : definition.servers();
        List<String> names = stored == null ? declared : stored;
        List<Server> known = names.stream()
                .flatMap(reference -> ServerReference.find(all, reference).stream())
                .toList();
        return all.stream()
                .filter(server -> names.isEmpty() || known.contains(server))
                .toList();
    }

    private String service(CheckOutline outline) {
        String stored = outline.service();
        return stored != null
                ? stored
                : definition(outline)
                        .map(definition -> definition.defaults().service())
                        .orElse("");
    }

    private List<String> tags(CheckOutline outline) {
        return definition(outline).map(CheckDefinition::tags).orElse(List.of());
    }

    private Optional<CheckDefinition> definition(CheckOutline outline) {
        return catalog.find(outline.key());
    }
}
