/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.TryOuts;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What a check would do, before anything is recorded, sent or saved. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/checks")
public final class TryOutController extends ScreenController {

    /** Header by which the script asks for a part of the page, so that what was typed stays where it is. */
    private static final String PART = "HX-Request";

    public TryOutController(Screens screens) {
        super(screens);
    }

    /** Runs a check as it is stored. */
    @PostMapping("/{id}/try")
    ModelAndView run(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") UUID id,
            @RequestHeader(name = PART, required = false) @Nullable String part)
            throws InterruptedException {
        actor.require(Permission.OPERATE);
        CheckView view = find(actor, id);
        Map<String, Object> model = new HashMap<>();
        model.put("name", view.stored().name());
        model.put("back", "/checks/" + id);
        try {
            model.put(
                    "tried",
                    TriedRow.of(screens.tryOuts().run(actor, view.stored().id())));
        } catch (RefusedException e) {
            model.put("refused", String.valueOf(e.getMessage()));
        }
        return page(part == null ? "tried" : "tried :: tried", model);
    }

    /** Runs a check as it stands in its form. */
    @PostMapping("/form/try")
    ModelAndView runTyped(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("method") String method,
            @RequestParam(name = "id", defaultValue = "") String id,
            @RequestHeader(name = PART, required = false) @Nullable String part,
            @ModelAttribute(name = TYPED, binding = false) Form typed)
            throws InterruptedException {
        actor.require(Permission.ADMINISTER);
        Map<String, Object> model = new HashMap<>();
        model.put("name", typed.text("name"));
        model.put("form", typed);
        model.put("faultTitle", "Nothing was run yet");
        Optional<TryOuts.Tried> tried = read(actor, typed, method, id).flatMap(check -> tried(actor, check, typed));
        tried.ifPresent(each -> model.put("tried", TriedRow.of(each)));
        return page(part == null ? "tried" : "tried :: tried", model);
    }

    private Optional<TryOuts.Tried> tried(Actor actor, StoredCheck check, Form form) {
        try {
            return Optional.of(screens.tryOuts().run(actor, check));
        } catch (RefusedException e) {
            form.place(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            form.fault("", "The application is being stopped.");
        }
        return Optional.empty();
    }

    private Optional<StoredCheck> read(Actor actor, Form typed, String method, String id) {
        CheckDefinition definition = screens.overview().catalog(actor).stream()
                .filter(each -> each.key().equals(new CheckKey(method)))
                .findFirst()
                .orElseThrow(() -> gone("The method '" + method + "'"));
        CheckId known = id.isEmpty()
                ? CheckId.random()
                : find(actor, UUID.fromString(id)).stored().id();
        return CheckForm.read(typed, definition, known, null, 0);
    }

    /** Says in words when a check would run, as it stands in its form. */
    @PostMapping("/form/schedule")
    ModelAndView schedule(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("method") String method,
            @RequestHeader(name = PART, required = false) @Nullable String part,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        actor.require(Permission.ADMINISTER);
        Map<String, Object> model = new HashMap<>();
        model.put("form", typed);
        model.put("faultTitle", "This is no schedule yet");
        CheckDefinition definition = screens.overview().catalog(actor).stream()
                .filter(each -> each.key().equals(new CheckKey(method)))
                .findFirst()
                .orElseThrow(() -> gone("The method '" + method + "'"));
        ScheduleSpec read = CheckForm.readSchedule(typed);
        if (!typed.isFaulty()) {
            ScheduleSpec spec = read == null ? definition.schedule() : read;
            try {
                model.put("outlook", outlook(actor, spec));
            } catch (RefusedException e) {
                typed.place(e);
            }
        }
        return page(part == null ? "outlook" : "outlook :: outlook", model);
    }

    private Outlook outlook(Actor actor, ScheduleSpec spec) {
        Instant now = screens.overview().now(actor);
        return Outlook.of(spec, screens.overview().schedule(actor, spec), screens.words(), now);
    }

    private CheckView find(Actor actor, UUID id) {
        return screens.overview().check(actor, new CheckId(id)).orElseThrow(() -> gone("This check"));
    }
}
