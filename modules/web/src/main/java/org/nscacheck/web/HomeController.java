/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.Map;
import org.nscacheck.admin.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The entrance, and the confirmation that a copied database may deliver. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}")
public final class HomeController extends ScreenController {

    public HomeController(Screens screens) {
        super(screens);
    }

    @GetMapping({"", "/"})
    ModelAndView home(@ModelAttribute(name = ACTOR, binding = false) Actor actor) {
        return page("overview", new OverviewPage(screens, actor).model());
    }

    /** What the script asks before it sends a form: whether the person is still signed in, and the host's fresh token. */
    @GetMapping("/session")
    ModelAndView session() {
        return page("session", Map.of());
    }

    @PostMapping("/environment/confirm")
    ModelAndView confirm(@ModelAttribute(name = ACTOR, binding = false) Actor actor) {
        screens.administration().confirmEnvironment(actor);
        return redirect("/checks?done=confirmed");
    }
}
