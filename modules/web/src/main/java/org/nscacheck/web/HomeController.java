/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

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
    ModelAndView home() {
        return redirect("/checks");
    }

    @PostMapping("/environment/confirm")
    ModelAndView confirm(@ModelAttribute(name = ACTOR, binding = false) Actor actor) {
        screens.configuration().confirmEnvironment(actor);
        return redirect("/checks?done=confirmed");
    }
}
