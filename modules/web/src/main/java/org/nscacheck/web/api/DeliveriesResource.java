/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Deliveries;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.DeliveryList;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.admin.Permission;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.server.Names;
import org.nscacheck.server.ServerId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits to be sent, what could not be and why, and what may be done about it. */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/api/v1/deliveries")
public final class DeliveriesResource extends ApiController {

    static final List<String> GROUPS =
            Arrays.stream(DeliveryGroup.values()).map(DeliveryGroup::name).toList();
    static final List<String> STATES =
            Arrays.stream(DeliveryState.values()).map(DeliveryState::name).toList();

    private static final String NUMBER = "[0-9]{1,18}";

    public DeliveriesResource(Api api) {
        super(api);
    }

    /** A part of a list; it may have a next one although it has fewer items than wanted, because only so many are looked through. */
    @GetMapping
    ResponseEntity<byte[]> list(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> given) {
        DeliveryList found = api.deliveries()
                .list(actor, wanted(Query.of(given, "group", "server", "state", "text", "limit", "after")));
        List<DeliveryItem> items =
                found.entries().stream().map(DeliveryItem::of).toList();
        return ok(new Page<>(items, found.next() == 0 ? null : String.valueOf(found.next())));
    }

    private static DeliveryQuery wanted(Query query) {
        String group = query.oneOf("group", GROUPS);
        String state = query.oneOf("state", STATES);
        UUID server = query.uuid("server");
        return new DeliveryQuery(
                group == null ? DeliveryGroup.WAITING : DeliveryGroup.valueOf(group),
                server == null ? null : new ServerId(server),
                state == null ? null : DeliveryState.valueOf(state),
                Objects.requireNonNullElse(query.text("text"), ""),
                after(query.text("after")),
                query.number("limit", Page.DEFAULT, DeliveryQuery.MAX_SIZE));
    }

    private static long after(@Nullable String after) {
        if (after != null && !after.matches(NUMBER)) {
            throw ApiException.badRequest("the parameter 'after' must be what an answer called 'next'");
        }
        return after == null ? 0 : Long.parseLong(after);
    }

    /** Tries a delivery now instead of after its pause. */
    @PostMapping("/{id}/retry")
    ResponseEntity<byte[]> retry(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") String id) {
        actor.require(Permission.OPERATE);
        long delivery = number(id);
        api.deliveries().retry(actor, delivery);
        return show(actor, delivery);
    }

    /** Ends a delivery that waits: it is never sent. */
    @PostMapping("/{id}/discard")
    ResponseEntity<byte[]> discard(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") String id,
            HttpServletRequest request)
            throws IOException {
        actor.require(Permission.ADMINISTER);
        long delivery = number(id);
        String reason = body(request).only("reason").required("reason");
        Deliveries.Discarded done = api.deliveries().discard(actor, List.of(delivery), reason);
        if (!done.refused().isEmpty()) {
            throw new RefusedException(done.refused().get(0));
        }
        return show(actor, delivery);
    }

    private ResponseEntity<byte[]> show(Actor actor, long delivery) {
        return ok(DeliveryItem.of(api.deliveries()
                .find(actor, delivery)
                .orElseThrow(() -> new NoSuchElementException("This delivery does not exist, or was removed."))));
    }

    private static long number(String id) {
        if (!id.matches(NUMBER)) {
            throw new NoSuchElementException("'" + Names.shortened(id) + "' is no number of a delivery.");
        }
        return Long.parseLong(id);
    }
}
