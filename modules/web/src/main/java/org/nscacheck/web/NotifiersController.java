/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.ServerView;
import org.nscacheck.server.ServerId;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** List and form of notifiers, by which people are told. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/notifiers")
public final class NotifiersController extends ServerPages {

    public NotifiersController(Screens screens) {
        super(screens, ServerWords.NOTIFIERS);
    }

    @Override
    List<ServerView> findAll(Actor actor) {
        return screens.overview().notifiers(actor);
    }

    /** Sends a test by the notifier as it is stored, and says on its form what came of it. */
    @PostMapping("/{id}/test")
    ModelAndView test(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        actor.require(Permission.ADMINISTER);
        ServerView view = find(actor, id);
        Map<String, Object> model = stored(view, factory(view.server().kind()));
        model.put("tested", outcome(actor, view.server().id()));
        return page("server-form", model);
    }

    private TestOutcome outcome(Actor actor, ServerId id) {
        try {
            return TestOutcome.of(screens.alerts().test(actor, id));
        } catch (RefusedException e) {
            return TestOutcome.failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return TestOutcome.failed("The application is being stopped.");
        }
    }
}
