/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.ServerView;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.StaleVersionException;
import org.springframework.stereotype.Controller;
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
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        return save(actor, typed, factory(kind), ServerId.random(), "", false, 0);
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
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        ServerView view = find(actor, id);
        SenderFactory factory = factory(view.server().kind());
        return save(actor, typed, factory, new ServerId(id), id.toString(), view.hasSecret(), version);
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
        SecretChange secret = ServerForm.secret(form);
        form.forget("secret");
        if (typed != null) {
            try {
                screens.administration().saveServer(actor, typed, secret);
                return redirect("/servers?done=saved");
            } catch (StaleVersionException e) {
                return changedMeanwhile(actor, form, factory, id);
            } catch (RefusedException e) {
                form.place(e);
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
                        "consequence", consequence(view),
                        "users", screens.administration().usersOf(new ServerId(id)),
                        "action", screens.basePath() + "/servers/" + id + "/delete",
                        "back", screens.basePath() + "/servers"));
    }

    private static String consequence(ServerView view) {
        long waiting = view.summary().waiting();
        int checks = view.checks().size();
        return (waiting == 0 ? "No results wait for it. " : waiting + " waiting results will be lost. ")
                + switch (checks) {
                    case 0 -> "No check reports to it.";
                    case 1 -> "1 check will no longer report to it.";
                    default -> checks + " checks will no longer report to it.";
                };
    }

    @PostMapping("/{id}/delete")
    ModelAndView delete(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        screens.administration().deleteServer(actor, new ServerId(id));
        return redirect("/servers?done=deleted");
    }

    private ServerView find(Actor actor, UUID id) {
        return screens.overview().server(actor, new ServerId(id)).orElseThrow(() -> gone("This server"));
    }

    private SenderFactory factory(String kind) {
        return screens.senders().find(kind).orElseThrow(() -> gone("The kind of server '" + kind + "'"));
    }

    /** The form as it was typed, beside what another person has stored meanwhile; sent once more it is stored over that. */
    private ModelAndView changedMeanwhile(Actor actor, Form form, SenderFactory factory, ServerId id) {
        ServerView now = find(actor, id.value());
        Map<String, Object> model = new HashMap<>(model(
                form, factory, id.toString(), now.hasSecret(), now.server().version()));
        model.put(
                "changed",
                screens.words().change(screens.overview().lastChange(actor, id).orElse(null)));
        model.put("differences", form.differences(ServerForm.of(now.server(), factory)));
        return conflict("server-form", model);
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
                "choices",
                ServerForm.choices(form, factory.settings()),
                "id",
                id,
                "hasSecret",
                hasSecret,
                "version",
                version);
    }
}
