/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.audit.AuditEntry;
import org.nscacheck.audit.AuditKind;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who did what, narrowed by its address, and the way to undo it. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/activity")
public final class ActivityController extends ScreenController {

    private static final int SIZE = 50;

    public ActivityController(Screens screens) {
        super(screens);
    }

    @GetMapping
    ModelAndView list(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> parameters) {
        ActivityAddress address = ActivityAddress.of(parameters);
        List<AuditEntry> found = screens.activity().entries(actor, address.filter(), address.before(), SIZE + 1);
        List<AuditEntry> shown = found.subList(0, Math.min(SIZE, found.size()));
        Map<String, Object> model = new HashMap<>();
        List<ActivityRow> rows = rows(actor, shown);
        model.put("rows", rows);
        model.put("undoable", rows.stream().anyMatch(ActivityRow::undoable));
        model.put("kept", address.parameters());
        model.put("narrowed", address.isNarrowed() || !address.isNewest());
        model.put("filter", address.filter());
        model.put("kinds", kinds(address.filter().kind()));
        model.put("newer", address.isNewest() ? null : address.newest().address());
        model.put(
                "older",
                found.size() > SIZE ? address.below(shown.get(SIZE - 1).id()).address() : null);
        return page("activity", model);
    }

    private List<ActivityRow> rows(Actor actor, List<AuditEntry> entries) {
        ActivityLinks links = new ActivityLinks(screens, actor);
        Instant now = screens.overview().now(actor);
        return entries.stream()
                .map(entry -> ActivityRow.of(entry, screens.words().of(entry.at(), now), links.page(entry)))
                .toList();
    }

    /**
     * A kind to choose.
     *
     * @param key in the address
     */
    record Kind(String key, String label, boolean chosen) {}

    private static List<Kind> kinds(@Nullable AuditKind chosen) {
        return Arrays.stream(AuditKind.values())
                .map(kind -> new Kind(kind.key(), ActivityWords.of(kind), kind == chosen))
                .toList();
    }

    /**
     * Undoes one entry, or those that were chosen.
     *
     * @param one the entry of the button that was pressed
     */
    @PostMapping("/undo")
    ModelAndView undo(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam(name = "one", required = false) @Nullable Long one,
            @RequestParam(name = "entry", required = false) @Nullable List<Long> chosen,
            @RequestParam Map<String, String> parameters) {
        if (one != null) {
            screens.activity().undo(actor, one);
        } else if (chosen == null || chosen.isEmpty()) {
            throw new RefusedException("No entry was chosen. Go back and tick at least one.");
        } else {
            undoAll(actor, chosen);
        }
        String address = ActivityAddress.of(parameters).newest().address();
        return redirect(address + (address.contains("?") ? "&" : "?") + "done=undone");
    }

    private void undoAll(Actor actor, List<Long> chosen) {
        List<String> refused = screens.activity().undoAll(actor, chosen);
        if (!refused.isEmpty()) {
            throw new RefusedException((chosen.size() - refused.size()) + " of " + chosen.size()
                    + " entries were undone. The others: " + String.join(" ", refused));
        }
    }
}
