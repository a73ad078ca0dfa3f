/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.ServerView;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.StaleVersionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** List and form of servers of one purpose: of those that receive results, or of those that tell people. */
abstract class ServerPages extends ScreenController {

    static final String FORM = "server-form";

    final ServerWords words;

    ServerPages(Screens screens, ServerWords words) {
        super(screens);
        this.words = words;
    }

    /**
     * What a form is about.
     *
     * @param id of the server, a fresh one if it is new
     * @param shownId the same, empty if it is new
     * @param hasSecret whether a secret is stored
     * @param version that the form was opened with
     */
    record Edited(SenderFactory factory, ServerId id, String shownId, boolean hasSecret, int version) {}

    /** Returns all of the purpose. */
    abstract List<ServerView> findAll(Actor actor);

    @GetMapping
    ModelAndView list(@ModelAttribute(name = ACTOR, binding = false) Actor actor) {
        List<ServerRow> rows = findAll(actor).stream()
                .map(view -> ServerRow.of(view, screens.words(), screens.senders()))
                .toList();
        return page("servers", Map.of("rows", rows, "words", words));
    }

    @GetMapping("/new")
    ModelAndView add(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam(name = "kind", required = false) String kind) {
        actor.require(Permission.ADMINISTER);
        List<SenderFactory> kinds = screens.senders().all().stream()
                .filter(each -> each.purpose() == words.purpose())
                .toList();
        if (kind == null && kinds.size() != 1) {
            return page("server-kind", Map.of("kinds", kinds, "words", words));
        }
        SenderFactory factory = factory(kind == null ? kinds.get(0).kind() : kind);
        return page(FORM, model(ServerForm.empty(factory), new Edited(factory, ServerId.random(), "", false, 0)));
    }

    @PostMapping("/new")
    ModelAndView add(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("kind") String kind,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        return save(actor, typed, new Edited(factory(kind), ServerId.random(), "", false, 0));
    }

    @GetMapping("/{id}")
    ModelAndView edit(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        actor.require(Permission.ADMINISTER);
        ServerView view = find(actor, id);
        SenderFactory factory = factory(view.server().kind());
        Map<String, Object> model = stored(view, factory);
        model.put("lastChange", lastChange(actor, view.server().id()));
        return page(FORM, model);
    }

    private @Nullable LastChange lastChange(Actor actor, ServerId id) {
        return LastChange.of(
                screens.overview().lastChange(actor, id),
                screens.words(),
                screens.overview().now(actor),
                AuditKind.SERVER,
                id);
    }

    Map<String, Object> stored(ServerView view, SenderFactory factory) {
        Server server = view.server();
        return model(
                ServerForm.of(server, factory),
                new Edited(factory, server.id(), server.id().toString(), view.hasSecret(), server.version()));
    }

    @PostMapping("/{id}")
    ModelAndView edit(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") UUID id,
            @RequestParam("version") int version,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        ServerView view = find(actor, id);
        SenderFactory factory = factory(view.server().kind());
        return save(actor, typed, new Edited(factory, new ServerId(id), id.toString(), view.hasSecret(), version));
    }

    private ModelAndView save(Actor actor, Form form, Edited edited) {
        actor.require(Permission.ADMINISTER);
        Server typed = ServerForm.read(form, edited.factory(), edited.id(), edited.version())
                .orElse(null);
        SecretChange secret = ServerForm.secret(form, edited.factory());
        form.forget("secret");
        if (typed != null) {
            try {
                screens.administration().saveServer(actor, typed, secret);
                return redirect(words.path() + "?done=saved");
            } catch (StaleVersionException e) {
                return changedMeanwhile(actor, form, edited);
            } catch (RefusedException e) {
                form.place(e);
            }
        }
        return rejected(FORM, model(form, edited));
    }

    @GetMapping("/{id}/delete")
    ModelAndView confirmDelete(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        actor.require(Permission.ADMINISTER);
        ServerView view = find(actor, id);
        return page(
                "delete",
                Map.of(
                        "what",
                        words.one() + " " + view.server().name(),
                        "consequence",
                        words.consequence(view),
                        "users",
                        screens.administration().usersOf(new ServerId(id)),
                        "release",
                        words.release(),
                        "action",
                        screens.basePath() + words.path() + "/" + id + "/delete",
                        "back",
                        screens.basePath() + words.path()));
    }

    @PostMapping("/{id}/delete")
    ModelAndView delete(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        screens.administration().deleteServer(actor, new ServerId(id));
        return redirect(words.path() + "?done=deleted");
    }

    ServerView find(Actor actor, UUID id) {
        return findAll(actor).stream()
                .filter(view -> view.server().id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> gone("This " + words.one()));
    }

    /** Returns a kind of this purpose; a server of a kind that no code serves any more can be deleted, but not edited. */
    SenderFactory factory(String kind) {
        return screens.senders()
                .find(kind)
                .filter(factory -> factory.purpose() == words.purpose())
                .orElseThrow(() -> gone("The kind of " + words.one() + " '" + kind + "'"));
    }

    /** The form as it was typed, beside what another person has stored meanwhile; sent once more it is stored over that. */
    private ModelAndView changedMeanwhile(Actor actor, Form form, Edited edited) {
        ServerView now = find(actor, edited.id().value());
        Map<String, Object> model = new HashMap<>(model(
                form,
                new Edited(
                        edited.factory(),
                        edited.id(),
                        edited.id().toString(),
                        now.hasSecret(),
                        now.server().version())));
        model.put(
                "changed",
                screens.words()
                        .change(screens.overview()
                                .lastChange(actor, edited.id())
                                .orElse(null)));
        model.put("differences", form.differences(ServerForm.of(now.server(), edited.factory())));
        return conflict(FORM, model);
    }

    Map<String, Object> model(Form form, Edited edited) {
        boolean fresh = edited.shownId().isEmpty();
        Map<String, Object> model = new HashMap<>();
        model.put("words", words);
        model.put("title", (fresh ? "New " : "Edit ") + words.one());
        model.put("form", form);
        model.put("kind", edited.factory());
        model.put("choices", ServerForm.choices(form, edited.factory().settings()));
        model.put("id", edited.shownId());
        model.put("hasSecret", edited.hasSecret());
        model.put("version", edited.version());
        return model;
    }
}
