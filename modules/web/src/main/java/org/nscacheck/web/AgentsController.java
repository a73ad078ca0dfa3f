/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.push.AgentAdministration;
import org.nscacheck.push.AgentAdministration.AgentView;
import org.nscacheck.push.AgentId;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** List of agents that push states, and what may be done with them. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/agents")
public final class AgentsController extends ScreenController {

    public AgentsController(Screens screens) {
        super(screens);
    }

    @GetMapping
    ModelAndView list(@ModelAttribute(name = ACTOR, binding = false) Actor actor) {
        Instant now = screens.now();
        List<AgentRow> rows = agents().agents(actor).stream()
                .map(view -> AgentRow.of(view, screens.words(), now))
                .toList();
        return page("agents", Map.of("rows", rows));
    }

    @PostMapping("/{id}/approve")
    ModelAndView approve(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        agents().setApproved(actor, new AgentId(id), true);
        return redirect("/agents?done=approved");
    }

    @PostMapping("/{id}/block")
    ModelAndView block(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        agents().setApproved(actor, new AgentId(id), false);
        return redirect("/agents?done=blocked");
    }

    @PostMapping("/{id}/forget-key")
    ModelAndView forgetKey(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        agents().forgetKey(actor, new AgentId(id));
        return redirect("/agents?done=key-forgotten");
    }

    @GetMapping("/{id}/delete")
    ModelAndView confirmDelete(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        actor.require(Permission.ADMINISTER);
        AgentView view = agents().agents(actor).stream()
                .filter(each -> each.agent().id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> gone("This agent"));
        return page(
                "delete",
                Map.of(
                        "what", "agent " + view.agent().name(),
                        "consequence",
                                "Its services are deleted with it: "
                                        + view.services().size() + ". If it reports again, it is new.",
                        "users", List.of(),
                        "action", screens.basePath() + "/agents/" + id + "/delete",
                        "back", screens.basePath() + "/agents"));
    }

    @PostMapping("/{id}/delete")
    ModelAndView delete(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        agents().delete(actor, new AgentId(id));
        return redirect("/agents?done=deleted");
    }

    private AgentAdministration agents() {
        return screens.agents().orElseThrow(() -> gone("The list of agents"));
    }
}
