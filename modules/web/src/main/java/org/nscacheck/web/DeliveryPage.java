/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.DeliveryEntry;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.DeliveryList;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.admin.ServerView;
import org.nscacheck.check.CheckId;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.server.ServerId;

/** What the page of deliveries shows: how it stands with each server, and one of the lists. */
final class DeliveryPage {

    /** Beyond it people read "many" anyway. */
    private static final int MOST_COUNTED = 1_000;

    private final Screens screens;
    private final Actor actor;
    private final DeliveryAddress address;
    private final List<Receiver> receivers;

    /** A server or notifier, with the words for it. */
    private record Receiver(ServerView view, ServerWords kind) {}

    DeliveryPage(Screens screens, Actor actor, DeliveryAddress address) {
        this.screens = screens;
        this.actor = actor;
        this.address = address;
        this.receivers = screens.overview().receiversAlone(actor).stream()
                .map(view -> new Receiver(view, ServerWords.of(screens.senders().purpose(view.server()))))
                .toList();
    }

    Map<String, Object> model() {
        DeliveryQuery query = address.query();
        DeliveryList list = screens.deliveries().list(actor, query);
        ServerId server = query.server();
        Map<String, Object> model = new HashMap<>();
        List<OutboxRow> rows = rows(list);
        model.put("rows", rows);
        model.put("open", rows.stream().anyMatch(OutboxRow::open));
        model.put("codes", codes(list));
        model.put("tabs", tabs());
        model.put("tab", DeliveryAddress.word(query.group()));
        model.put("meaning", DeliveryWords.meaning(query.group()));
        model.put("none", none(list.at()));
        model.put("recent", query.group() == DeliveryGroup.RECENT);
        model.put("totals", totals());
        model.put("server", server == null ? "" : server.toString());
        model.put(
                "receivers", receivers.stream().map(each -> each.view.server()).toList());
        model.put("states", states());
        model.put("query", query);
        model.put("kept", address.parameters());
        model.put("narrowed", address.isNarrowed() || query.after() > 0);
        model.put("all", new DeliveryAddress(DeliveryQuery.of(query.group(), DeliveryAddress.SIZE)).address());
        model.put("first", query.after() == 0 ? null : address.first().address());
        model.put("next", list.next() == 0 ? null : address.behind(list.next()).address());
        model.put("unfinished", list.unfinished());
        return model;
    }

    private List<OutboxRow> rows(DeliveryList list) {
        Set<CheckId> checks =
                list.entries().stream().map(entry -> entry.summary().check()).collect(Collectors.toSet());
        Map<CheckId, String> names = screens.overview().names(actor, checks);
        return list.entries().stream()
                .map(entry -> row(entry, names.get(entry.summary().check()), list.at()))
                .toList();
    }

    private OutboxRow row(DeliveryEntry entry, @Nullable String check, Instant now) {
        ServerId id = entry.summary().server();
        String target = entry.summary().target().toString();
        Receiver receiver = receivers.stream()
                .filter(each -> each.view.server().id().equals(id))
                .findFirst()
                .orElse(null);
        if (receiver == null) {
            OutboxRow.Place gone = new OutboxRow.Place("a server that was removed", "", target);
            return OutboxRow.of(entry, gone, null, check, screens.words(), now);
        }
        OutboxRow.Place place =
                new OutboxRow.Place(receiver.view.server().name(), receiver.kind.path() + "/" + id, target);
        return OutboxRow.of(entry, place, receiver.view.summary().nextTryAt(), check, screens.words(), now);
    }

    /** A kind of problem that is on the page, and what it means. */
    record Code(String code, String meaning) {}

    private static List<Code> codes(DeliveryList list) {
        return list.entries().stream()
                .map(entry -> entry.summary().problem())
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(problem -> new Code(problem.name(), DeliveryWords.of(problem)))
                .toList();
    }

    /**
     * A list to choose.
     *
     * @param count how many it has, empty if that is not counted
     */
    record Tab(String label, String address, String count, boolean current) {}

    private List<Tab> tabs() {
        DeliveryQuery query = address.query();
        Map<DeliveryGroup, Integer> counts = screens.deliveries().counts(actor, query.server(), MOST_COUNTED);
        return Arrays.stream(DeliveryGroup.values())
                .map(group -> new Tab(
                        DeliveryWords.of(group),
                        address.tab(group).address(),
                        count(counts.get(group)),
                        group == query.group()))
                .toList();
    }

    private static String count(@Nullable Integer count) {
        return count == null ? "" : Words.number(count) + (count == MOST_COUNTED ? " or more" : "");
    }

    /**
     * How it stands with a server.
     *
     * @param outlook how many wait since when, and what happens by itself
     * @param state how the way to it is doing
     */
    record Total(String id, String name, String list, String outlook, ServerRow.State state, boolean retriable) {}

    private List<Total> totals() {
        ServerId only = address.query().server();
        return receivers.stream()
                .filter(each -> each.view.summary().waiting() > 0)
                .filter(each -> only == null || only.equals(each.view.server().id()))
                .map(this::total)
                .toList();
    }

    private Total total(Receiver receiver) {
        ServerView view = receiver.view;
        ServerId id = view.server().id();
        return new Total(
                id.toString(),
                view.server().name(),
                new DeliveryAddress(DeliveryQuery.of(DeliveryGroup.WAITING, DeliveryAddress.SIZE)
                                .of(id))
                        .address(),
                DeliveryWords.outlook(view, receiver.kind, screens.words()),
                ServerRow.State.of(view, screens.words()),
                view.server().active());
    }

    private String none(Instant now) {
        String none = DeliveryWords.none(address.query().group());
        if (address.query().group() != DeliveryGroup.WAITING) {
            return none;
        }
        return receivers.stream()
                .map(each -> each.view.summary().lastDeliveredAt())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .map(last -> none + " Something was last delivered at "
                        + screens.words().of(last, now).text() + ", "
                        + screens.words().of(last, now).relative() + ".")
                .orElse(none + (receivers.isEmpty() ? " No server is configured." : " Nothing was ever delivered."));
    }

    /** A state to choose, among those that a list may have. */
    record Option(String key, String label, boolean chosen) {}

    private List<Option> states() {
        DeliveryGroup group = address.query().group();
        return Arrays.stream(DeliveryState.values())
                .filter(state -> isIn(group, state))
                .map(state -> new Option(
                        DeliveryAddress.word(state),
                        DeliveryWords.of(state),
                        state == address.query().state()))
                .toList();
    }

    private static boolean isIn(DeliveryGroup group, DeliveryState state) {
        return switch (group) {
            case WAITING -> !state.isEnded();
            case STUCK -> state == DeliveryState.WAITING;
            case REFUSED -> state == DeliveryState.WAITING || state == DeliveryState.EXPIRED;
            case RECENT -> state.isEnded();
        };
    }
}
