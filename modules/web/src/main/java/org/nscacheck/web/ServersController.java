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
import org.nscacheck.check.StoredCheck;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** List and form of servers that receive results, and the test of the way to one. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/servers")
public final class ServersController extends ServerPages {

    /** Header by which the script asks for a part of the page, so that what was typed stays where it is. */
    private static final String PART = "HX-Request";

    public ServersController(Screens screens) {
        super(screens, ServerWords.SERVERS);
    }

    @Override
    List<ServerView> findAll(Actor actor) {
        return screens.overview().servers(actor);
    }

    /** Runs all checks that report to a server; those that are not active stay as they are. */
    @PostMapping("/{id}/run")
    ModelAndView run(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        actor.require(Permission.OPERATE);
        int refused = 0;
        List<StoredCheck> checks = find(actor, id).checks();
        for (StoredCheck check : checks) {
            try {
                screens.administration().runNow(actor, check.id());
            } catch (RefusedException e) {
                refused++;
            }
        }
        if (refused == checks.size()) {
            throw new RefusedException("No active check reports to this server.");
        }
        return redirect(words.path() + "?done=run-several");
    }

    /** Tests a server that is not stored yet. */
    @PostMapping("/new/test")
    ModelAndView test(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("kind") String kind,
            @RequestHeader(name = PART, required = false) @Nullable String part,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        return test(actor, typed, new Edited(factory(kind), ServerId.random(), "", false, 0), part != null);
    }

    /** Tests a server as it stands in its form, saved or not. */
    @PostMapping("/{id}/test")
    ModelAndView test(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") UUID id,
            @RequestParam("version") int version,
            @RequestHeader(name = PART, required = false) @Nullable String part,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        ServerView view = find(actor, id);
        return test(
                actor,
                typed,
                new Edited(factory(view.server().kind()), new ServerId(id), id.toString(), view.hasSecret(), version),
                part != null);
    }

    private ModelAndView test(Actor actor, Form form, Edited edited, boolean part) {
        actor.require(Permission.ADMINISTER);
        Server typed = ServerForm.read(form, edited.factory(), edited.id(), edited.version())
                .orElse(null);
        SecretChange secret = ServerForm.secret(form, edited.factory());
        form.forget("secret");
        Map<String, Object> model = new HashMap<>(model(form, edited));
        model.put("faultTitle", "Nothing was tested yet");
        if (typed != null) {
            try {
                model.put("connection", tested(actor, typed, secret));
            } catch (RefusedException e) {
                form.place(e);
            }
        }
        if (part) {
            return page("tested :: tested", model);
        }
        model.put("secretGone", edited.factory().hasSecret());
        return form.isFaulty() ? rejected(FORM, model) : page(FORM, model);
    }

    private TestedRow tested(Actor actor, Server typed, SecretChange secret) {
        try {
            return TestedRow.of(screens.administration().connections().test(actor, typed, secret));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("The application is being stopped.", e);
        }
    }

    /** Notes what a person says of a test's result at the monitoring server. */
    @PostMapping("/{id}/seen")
    ModelAndView seen(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") UUID id,
            @RequestParam("mark") String mark) {
        actor.require(Permission.ADMINISTER);
        screens.administration().connections().confirm(actor, find(actor, id).server(), mark);
        return redirect(words.path() + "?done=seen");
    }
}
