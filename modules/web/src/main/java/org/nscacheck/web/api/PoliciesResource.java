/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.PolicyAdministration;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.server.Names;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Threshold rules, routes, silences, maintenance windows, quiet hours and dependencies. */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/api/v1/policies/{kind}")
public final class PoliciesResource extends ApiController {

    private static final int LAST_POSITION = 1_000_000;

    public PoliciesResource(Api api) {
        super(api);
    }

    /**
     * A policy; sent back it may have any of these fields.
     *
     * @param settings what it says, text by name, see the screens for what each kind understands
     */
    record View(UUID id, String kind, String name, Map<String, String> settings, boolean active, int position) {

        static View of(Policy policy) {
            return new View(
                    policy.id().value(),
                    policy.kind().key(),
                    policy.name(),
                    policy.settings(),
                    policy.active(),
                    policy.position());
        }
    }

    @GetMapping
    ResponseEntity<byte[]> list(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("kind") String kind) {
        return ok(Page.all(
                api.policies().findAll(actor, kind(kind)).stream().map(View::of).toList()));
    }

    @PostMapping
    ResponseEntity<byte[]> add(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("kind") String kind,
            HttpServletRequest request)
            throws IOException {
        actor.require(PolicyAdministration.required(kind(kind)));
        Policy saved = api.policies().save(actor, read(body(request), kind(kind), PolicyId.random(), 0));
        return tagged(ResponseEntity.status(HttpStatus.CREATED), saved);
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> show(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("kind") String kind,
            @PathVariable("id") String id) {
        return tagged(ResponseEntity.ok(), find(actor, kind, id));
    }

    @PutMapping("/{id}")
    ResponseEntity<byte[]> change(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("kind") String kind,
            @PathVariable("id") String id,
            HttpServletRequest request)
            throws IOException {
        actor.require(PolicyAdministration.required(kind(kind)));
        Policy stored = find(actor, kind, id);
        int version = Etag.required(request);
        return tagged(
                ResponseEntity.ok(),
                api.policies().save(actor, read(body(request), stored.kind(), stored.id(), version)));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<byte[]> delete(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("kind") String kind,
            @PathVariable("id") String id,
            HttpServletRequest request) {
        actor.require(PolicyAdministration.required(kind(kind)));
        Policy stored = find(actor, kind, id);
        Etag.require(request, stored.version());
        api.policies().delete(actor, stored.id());
        return ResponseEntity.noContent().build();
    }

    private static Policy read(Body body, PolicyKind kind, PolicyId id, int version) {
        body.only("id", "kind", "name", "settings", "active", "position");
        body.unchanged("kind", kind.key());
        body.unchanged("id", id);
        int position = body.number("position", 0);
        if (position < 0 || position > LAST_POSITION) {
            throw ApiException.field("position", "the field 'position' must be 0 to " + LAST_POSITION);
        }
        return new Policy(
                id, kind, body.required("name"), body.texts("settings"), body.flag("active", true), position, version);
    }

    private static ResponseEntity<byte[]> tagged(ResponseEntity.BodyBuilder builder, Policy policy) {
        return answer(builder.eTag(Etag.of(policy.version())), View.of(policy));
    }

    private Policy find(Actor actor, String kind, String id) {
        return api.policies()
                .find(actor, new PolicyId(uuid(id)))
                .filter(policy -> policy.kind() == kind(kind))
                .orElseThrow(() -> new NoSuchElementException("This " + kind + " does not exist, or was deleted."));
    }

    private static PolicyKind kind(String key) {
        return Arrays.stream(PolicyKind.values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("'" + Names.shortened(key)
                        + "' is no kind of policy; known are "
                        + Arrays.stream(PolicyKind.values())
                                .map(PolicyKind::key)
                                .toList() + "."));
    }
}
