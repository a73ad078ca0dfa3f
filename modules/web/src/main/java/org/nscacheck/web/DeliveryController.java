/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Deliveries;
import org.nscacheck.server.ServerId;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What waits, what is stuck and what was refused, and what people may do about it. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/delivery")
public final class DeliveryController extends ScreenController {

    public DeliveryController(Screens screens) {
        super(screens);
    }

    @GetMapping
    ModelAndView list(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> parameters) {
        return page("delivery", new DeliveryPage(screens, actor, DeliveryAddress.of(parameters)).model());
    }

    /** Tries one delivery now. */
    @PostMapping("/retry")
    ModelAndView retry(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("one") long delivery,
            @RequestParam Map<String, String> parameters) {
        screens.deliveries().retry(actor, delivery);
        return redirect(DeliveryAddress.of(parameters).done("retried"));
    }

    /** Tries all that waits for a server now. */
    @PostMapping("/retry-all")
    ModelAndView retryAll(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("receiver") UUID server,
            @RequestParam Map<String, String> parameters) {
        screens.deliveries().retryAll(actor, new ServerId(server));
        return redirect(DeliveryAddress.of(parameters).done("retried"));
    }

    /**
     * Discards one delivery, or those that were chosen.
     *
     * @param one the delivery of the button that was pressed
     */
    @PostMapping("/discard")
    ModelAndView discard(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam(name = "one", required = false) @Nullable Long one,
            @RequestParam(name = "delivery", required = false) @Nullable List<Long> chosen,
            @RequestParam(name = "reason", defaultValue = "") String reason,
            @RequestParam Map<String, String> parameters) {
        List<Long> wanted = one != null ? List.of(one) : chosen == null ? List.of() : chosen;
        Deliveries.Discarded done = screens.deliveries().discard(actor, wanted, reason);
        if (!done.refused().isEmpty()) {
            throw new RefusedException(done.discarded() + " of " + wanted.size() + " were discarded. The others: "
                    + String.join(" ", done.refused()));
        }
        return redirect(DeliveryAddress.of(parameters).done("discarded"));
    }
}
