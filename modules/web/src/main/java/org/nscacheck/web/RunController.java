/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.ExplainedRun;
import org.nscacheck.check.CheckId;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** One run of a check, explained: what went in, what came out, who decided, and what each server was sent and answered. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/checks")
public final class RunController extends ScreenController {

    public RunController(Screens screens) {
        super(screens);
    }

    @GetMapping("/{id}/runs/{run}")
    ModelAndView explain(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") UUID id,
            @PathVariable("run") String run) {
        ExplainedRun explained = RunKey.of(run)
                .flatMap(key -> screens.deliveries()
                        .explanations()
                        .explain(actor, new CheckId(id), key.number(), key.endedAt()))
                .orElseThrow(() -> gone("This run"));
        Map<String, Object> model = new HashMap<>();
        model.put("run", ExplainedRow.of(explained, screens.words()));
        model.put("check", id.toString());
        model.put(
                "rules",
                new CheckAlerts(screens, actor)
                        .rules(explained.check(), List.of(explained.run().recorded())));
        return page("run", model);
    }
}
