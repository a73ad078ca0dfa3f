/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.ServerView;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** List and form of servers. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/servers")
public final class ServersController extends ScreenController {

    public ServersController(Screens screens) {
        super(screens);
    }

    @GetMapping
    ModelAndView list(@ModelAttribute(name = ACTOR, binding = false) Actor actor) {
        List<ServerRow> rows = screens.overview().servers(actor).stream()
                .map(view -> ServerRow.of(view, screens.words()))
                .toList();
        return page("servers", Map.of("rows", rows));
    }

    @GetMapping("/new")
    ModelAndView add(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam(name = "kind", required = false) String kind) {
        actor.require(Permission.ADMINISTER);
        List<SenderFactory> kinds = screens.senders().all();
        if (kind == null && kinds.size() > 1) {
            return page("server-kind", Map.of("kinds", kinds));
        }
        SenderFactory factory = factory(kind == null ? kinds.get(0).kind() : kind);
        return page("server-form", model(ServerForm.empty(factory), factory, "", false, 0));
    }

    @PostMapping("/new")
    ModelAndView add(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("kind") String kind,
            @RequestParam MultiValueMap<String, String> typed) {
        return save(actor, Form.of(typed), factory(kind), ServerId.random(), "", false, 0);
    }

    @GetMapping("/{id}")
    ModelAndView edit(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        actor.require(Permission.ADMINISTER);
        ServerView view = find(actor, id);
        SenderFactory factory = factory(view.server().kind());
        return page(
                "server-form",
                model(
                        ServerForm.of(view.server(), factory),
                        factory,
                        id.toString(),
                        view.hasSecret(),
                        view.server().version()));
    }

    @PostMapping("/{id}")
    ModelAndView edit(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") UUID id,
            @RequestParam("version") int version,
            @RequestParam MultiValueMap<String, String> typed) {
        ServerView view = find(actor, id);
        SenderFactory factory = factory(view.server().kind());
        return save(actor, Form.of(typed), factory, new ServerId(id), id.toString(), view.hasSecret(), version);
    }

    private ModelAndView save(
            Actor actor,
            Form form,
            SenderFactory factory,
            ServerId id,
            String shownId,
            boolean hasSecret,
            int version) {
        actor.require(Permission.ADMINISTER);
        Server typed = ServerForm.read(form, factory.kind(), factory.settings(), id, version)
                .orElse(null);
        form.forget("secret");
        if (typed != null) {
            try {
                Server saved = screens.configuration().saveServer(actor, typed);
                if (form.has("remove-secret", "true") && typed.secret() == null) {
                    screens.configuration().removeSecret(actor, saved.id());
                }
                return redirect("/servers?done=saved");
            } catch (IllegalArgumentException e) {
                sentences(e).forEach(sentence -> form.fault("", sentence));
            }
        }
        return rejected("server-form", model(form, factory, shownId, hasSecret, version));
    }

    @GetMapping("/{id}/delete")
    ModelAndView confirmDelete(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        actor.require(Permission.ADMINISTER);
        ServerView view = find(actor, id);
        return page(
                "delete",
                Map.of(
                        "what", "server " + view.server().name(),
                        "consequence",
                                view.condition().waiting() == 0
                                        ? "Nothing waits for it. " + reporting(view)
                                        : view.condition().waiting() + " results that wait for it are lost. "
                                                + reporting(view),
                        "action", screens.basePath() + "/servers/" + id + "/delete",
                        "back", screens.basePath() + "/servers"));
    }

    private static String reporting(ServerView view) {
        int checks = view.checks().size();
        return checks == 0
                ? "No check reports to it."
                : checks + (checks == 1 ? " check reports" : " checks report") + " to it no more.";
    }

    @PostMapping("/{id}/delete")
    ModelAndView delete(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        screens.configuration().deleteServer(actor, new ServerId(id));
        return redirect("/servers?done=deleted");
    }

    private ServerView find(Actor actor, UUID id) {
        return screens.overview().server(actor, new ServerId(id)).orElseThrow(() -> gone("This server"));
    }

    private SenderFactory factory(String kind) {
        return screens.senders().find(kind).orElseThrow(() -> gone("The kind of server '" + kind + "'"));
    }

    private static Map<String, ?> model(Form form, SenderFactory factory, String id, boolean hasSecret, int version) {
        return Map.of(
                "title",
                id.isEmpty() ? "New server" : "Edit server",
                "form",
                form,
                "defaultPort",
                factory.defaultPort(),
                "kind",
                factory.kind(),
                "settings",
                factory.settings(),
                "catchUps",
                CatchUp.values(),
                "id",
                id,
                "hasSecret",
                hasSecret,
                "version",
                version);
    }
}
