/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.Durations;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Adds, changes, pauses and removes checks. */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/api/v1/checks")
public final class CheckChangesResource extends ApiController {

    private static final String ARGUMENT = "argument.";

    public CheckChangesResource(Api api) {
        super(api);
    }

    @PostMapping
    ResponseEntity<byte[]> add(@ModelAttribute(name = ACTOR, binding = false) Actor actor, HttpServletRequest request)
            throws IOException {
        actor.require(Permission.ADMINISTER);
        Body body = body(request).only("method", "name", "settings");
        StoredCheck fresh = StoredCheck.of(method(actor, body), SettingsBody.read(body));
        StoredCheck saved = save(actor, fresh.named(body.required("name")));
        return CheckDetail.tagged(
                ResponseEntity.status(HttpStatus.CREATED),
                api.check(actor, saved.id().toString()));
    }

    /** What the application itself makes checks of is none that people may. */
    private CheckKey method(Actor actor, Body body) {
        String method = body.required("method");
        return api.overview().catalog(actor).stream()
                .filter(definition -> definition.key().value().equals(method))
                .findFirst()
                .orElseThrow(() -> ApiException.field(
                        "method",
                        "there is no method '" + Names.shortened(method)
                                + "' that a check can be made of; GET /methods lists them"))
                .key();
    }

    @PutMapping("/{id}")
    ResponseEntity<byte[]> change(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") String id,
            HttpServletRequest request)
            throws IOException {
        actor.require(Permission.ADMINISTER);
        StoredCheck stored = api.check(actor, id).stored();
        int version = Etag.required(request);
        Body body = body(request).only("id", "method", "name", "settings");
        body.unchanged("id", stored.id());
        body.unchanged("method", stored.key());
        CheckSettings settings = SettingsBody.read(body);
        save(
                actor,
                new StoredCheck(
                        stored.id(), stored.key(), body.required("name"), settings, stored.pausedUntil(), version));
        return CheckDetail.tagged(ResponseEntity.ok(), api.check(actor, id));
    }

    private StoredCheck save(Actor actor, StoredCheck check) {
        try {
            return api.administration().saveCheck(actor, check);
        } catch (InvalidFieldException e) {
            String field = e.field();
            throw ApiException.field(
                    field.startsWith(ARGUMENT) ? "settings.arguments." + field.substring(ARGUMENT.length()) : field,
                    String.valueOf(e.getMessage()));
        }
    }

    /** Its history stays, and what waits to be delivered; one that the code declares comes back at the next start. */
    @DeleteMapping("/{id}")
    ResponseEntity<byte[]> delete(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") String id,
            HttpServletRequest request) {
        actor.require(Permission.ADMINISTER);
        StoredCheck stored = api.check(actor, id).stored();
        Etag.require(request, stored.version());
        api.administration().deleteCheck(actor, stored.id());
        return ResponseEntity.noContent().build();
    }

    /** Pauses a check for a time, or until somebody resumes it. */
    @PostMapping("/{id}/pause")
    ResponseEntity<byte[]> pause(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") String id,
            HttpServletRequest request)
            throws IOException {
        actor.require(Permission.OPERATE);
        CheckView view = api.check(actor, id);
        Body body = body(request).only("length");
        api.administration().pause(actor, view.stored().id(), body.read("length", Durations::parse));
        return CheckDetail.tagged(ResponseEntity.ok(), api.check(actor, id));
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<byte[]> resume(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") String id) {
        actor.require(Permission.OPERATE);
        api.administration().resume(actor, api.check(actor, id).stored().id());
        return CheckDetail.tagged(ResponseEntity.ok(), api.check(actor, id));
    }
}
