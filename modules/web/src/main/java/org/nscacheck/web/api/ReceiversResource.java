/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.ServerView;
import org.nscacheck.sender.Purpose;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Servers of one purpose: of those that receive results, or of those that tell people. */
abstract class ReceiversResource extends ApiController {

    private final Purpose purpose;

    ReceiversResource(Api api, Purpose purpose) {
        super(api);
        this.purpose = purpose;
    }

    /** Returns all of the purpose. */
    abstract List<ServerView> findAll(Actor actor);

    @GetMapping
    ResponseEntity<byte[]> list(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> given) {
        Query query = Query.of(given, "limit", "after");
        List<ServerItem> items = findAll(actor).stream().map(ServerItem::of).toList();
        return ok(Page.of(items, item -> item.name() + "\n" + item.id(), false, query));
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> show(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") String id) {
        return ServerDetail.tagged(ResponseEntity.ok(), find(actor, id), actor);
    }

    @PostMapping
    ResponseEntity<byte[]> add(@ModelAttribute(name = ACTOR, binding = false) Actor actor, HttpServletRequest request)
            throws IOException {
        actor.require(Permission.ADMINISTER);
        Body body = body(request).only("kind", "name", "configuration", "secret");
        SenderFactory factory = factory(body.required("kind"));
        Server saved = save(actor, body, factory, ConfigurationBody.read(body, factory, ServerId.random(), 0));
        return ServerDetail.tagged(
                ResponseEntity.status(HttpStatus.CREATED),
                find(actor, saved.id().toString()),
                actor);
    }

    @PutMapping("/{id}")
    ResponseEntity<byte[]> change(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") String id,
            HttpServletRequest request)
            throws IOException {
        actor.require(Permission.ADMINISTER);
        Server stored = find(actor, id).server();
        int version = Etag.required(request);
        Body body = body(request).only("id", "kind", "name", "configuration", "secret");
        body.unchanged("id", stored.id());
        body.unchanged("kind", stored.kind());
        SenderFactory factory = factory(stored.kind());
        save(actor, body, factory, ConfigurationBody.read(body, factory, stored.id(), version));
        return ServerDetail.tagged(ResponseEntity.ok(), find(actor, id), actor);
    }

    private Server save(Actor actor, Body body, SenderFactory factory, Server server) {
        SecretChange secret = ConfigurationBody.secret(body, factory);
        try {
            return api.administration().saveServer(actor, server, secret);
        } catch (InvalidFieldException e) {
            throw ConfigurationBody.placed(e);
        }
    }

    /** Removes it and what waits for it, unless a check or a policy names it. */
    @DeleteMapping("/{id}")
    ResponseEntity<byte[]> delete(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") String id,
            HttpServletRequest request) {
        actor.require(Permission.ADMINISTER);
        Server stored = find(actor, id).server();
        Etag.require(request, stored.version());
        api.administration().deleteServer(actor, stored.id());
        return ResponseEntity.noContent().build();
    }

    ServerView find(Actor actor, String id) {
        ServerId wanted = new ServerId(uuid(id));
        return findAll(actor).stream()
                .filter(view -> view.server().id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("It does not exist, or was deleted."));
    }

    private SenderFactory factory(String kind) {
        List<String> known = api.services().senders().all().stream()
                .filter(factory -> factory.purpose() == purpose)
                .map(SenderFactory::kind)
                .toList();
        return api.services()
                .senders()
                .find(kind)
                .filter(factory -> factory.purpose() == purpose)
                .orElseThrow(() -> ApiException.field(
                        "kind", "there is no kind '" + Names.shortened(kind) + "'; known are " + known));
    }
}
