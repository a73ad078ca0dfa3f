/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.admin.ServerView;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.Durations;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.StaleVersionException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Page and form of a check. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/checks")
public final class ChecksController extends ScreenController {

    private static final int RUNS = 10;

    public ChecksController(Screens screens) {
        super(screens);
    }

    /** Where a person chooses what is called. */
    @GetMapping("/new")
    ModelAndView add(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam(name = "method", required = false) @Nullable String method,
            @RequestParam(name = "server", required = false) @Nullable UUID server) {
        actor.require(Permission.ADMINISTER);
        if (method == null) {
            return page(
                    "check-method",
                    Map.of(
                            "methods",
                            screens.overview().catalog(actor),
                            "server",
                            server == null ? "" : server.toString()));
        }
        CheckDefinition definition = definition(actor, method);
        StoredCheck fresh = StoredCheck.of(definition.key());
        Map<String, List<String>> values = new HashMap<>();
        values.put("name", List.of(freeName(actor, fresh.name())));
        values.put("schedule", List.of("code"));
        screens.overview().servers(actor).stream()
                .filter(view -> view.server().id().value().equals(server))
                .forEach(
                        view -> values.put("servers", List.of(view.server().id().toString())));
        return page("check-form", model(actor, Form.showing(values), definition, "", 0));
    }

    private String freeName(Actor actor, String wanted) {
        List<String> taken = screens.overview().checks(actor).stream()
                .map(view -> view.stored().name())
                .toList();
        String name = wanted;
        for (int i = 2; taken.contains(name); i++) {
            name = wanted + " " + i;
        }
        return name;
    }

    @PostMapping("/new")
    ModelAndView add(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("method") String method,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        return save(actor, typed, definition(actor, method), StoredCheck.of(new CheckKey(method)), "", 0);
    }

    @GetMapping("/{id}/edit")
    ModelAndView edit(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        actor.require(Permission.ADMINISTER);
        CheckView view = find(actor, id);
        Map<String, Object> model = model(
                actor,
                CheckForm.of(view.stored()),
                definition(view),
                id.toString(),
                view.stored().version());
        model.put(
                "exportFault",
                new ServerNames(screens.overview().serversAlone(actor)).exportFault(view, screens.senders()));
        return page("check-form", model);
    }

    @PostMapping("/{id}/edit")
    ModelAndView edit(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") UUID id,
            @RequestParam("version") int version,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        CheckView view = find(actor, id);
        return save(actor, typed, definition(view), view.stored(), id.toString(), version);
    }

    private ModelAndView save(
            Actor actor, Form form, CheckDefinition definition, StoredCheck before, String shownId, int version) {
        actor.require(Permission.ADMINISTER);
        StoredCheck typed = CheckForm.read(form, definition, before.id(), before.pausedUntil(), version)
                .orElse(null);
        requireReadable(actor, form);
        if (typed != null && !form.isFaulty()) {
            try {
                screens.administration().saveCheck(actor, typed);
                return redirect("/checks/" + before.id() + "?done=saved");
            } catch (StaleVersionException e) {
                return changedMeanwhile(actor, form, definition, before.id());
            } catch (RefusedException e) {
                form.place(e);
            }
        }
        return rejected("check-form", model(actor, form, definition, shownId, version));
    }

    /** A schedule that cannot be read is told together with all other faults. */
    private void requireReadable(Actor actor, Form form) {
        if (form.has("schedule", "cron")) {
            form.read("cron", cron -> screens.overview().schedule(actor, ScheduleSpec.cron(cron, null)));
        }
    }

    /** The form as it was typed, beside what another person has stored meanwhile; sent once more it is stored over that. */
    private ModelAndView changedMeanwhile(Actor actor, Form form, CheckDefinition definition, CheckId id) {
        StoredCheck now = find(actor, id.value()).stored();
        Map<String, Object> model = model(actor, form, definition, id.toString(), now.version());
        model.put(
                "changed",
                screens.words().change(screens.overview().lastChange(actor, id).orElse(null)));
        model.put("differences", form.differences(CheckForm.of(now)));
        return conflict("check-form", model);
    }

    private Map<String, Object> model(Actor actor, Form form, CheckDefinition definition, String id, int version) {
        Map<String, Object> model = new HashMap<>();
        model.put("title", id.isEmpty() ? "New check" : "Edit check");
        model.put("form", form);
        model.put("definition", definition);
        model.put("codeSchedule", screens.words().schedule(definition.schedule()));
        model.put(
                "servers",
                screens.overview().servers(actor).stream()
                        .map(ServerView::server)
                        .toList());
        model.put("choices", CheckForm.choices(definition));
        model.put("id", id);
        model.put("version", version);
        return model;
    }

    @GetMapping("/{id}")
    ModelAndView show(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") UUID id,
            @RequestParam(name = "after", required = false) @Nullable Long after) {
        return page("check", now(actor, find(actor, id), after));
    }

    /** The part of the page that changes while a run is awaited. */
    @GetMapping("/{id}/now")
    ModelAndView refresh(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") UUID id,
            @RequestParam(name = "after", required = false) @Nullable Long after) {
        return page("check :: now", now(actor, find(actor, id), after));
    }

    private Map<String, Object> now(Actor actor, CheckView view, @Nullable Long after) {
        ServerNames names = new ServerNames(screens.overview().servers(actor));
        Instant now = view.summary().map(CheckSummary::at).orElse(Instant.EPOCH);
        List<RecordedRun> recorded =
                screens.overview().runs(actor, view.stored().id(), RUNS);
        List<RunRow> runs = recorded.stream()
                .map(run -> RunRow.of(run, screens.words(), now))
                .toList();
        CheckRow row = CheckRow.of(view, screens.words(), names);
        boolean ran = after == null || lastRun(view) > after;
        Map<String, Object> model = new HashMap<>();
        model.put("row", row);
        model.put("runs", runs);
        CheckAlerts alerts = new CheckAlerts(screens, actor);
        model.put("rules", alerts.rules(view, recorded));
        model.put("notified", alerts.history(view));
        model.put("last", runs.isEmpty() ? null : runs.get(0));
        model.put(
                "since",
                screens.words()
                        .moment(view.summary().map(c -> c.state().since()).orElse(null), now));
        model.put(
                "method",
                view.definition() == null
                        ? view.stored().key().value()
                        : view.definition().origin());
        model.put(
                "description",
                view.definition() == null ? "" : view.definition().description());
        model.put("schedule", schedule(view));
        model.put("outlook", outlook(view, now));
        model.put("facts", CheckFacts.of(view, names));
        model.put("exportFault", names.exportFault(view, screens.senders()));
        model.put("runbook", view.settings().runbook());
        CheckId id = view.stored().id();
        model.put(
                "lastChange",
                LastChange.of(screens.overview().lastChange(actor, id), screens.words(), now, AuditKind.CHECK, id));
        model.put("after", after);
        model.put("awaited", after != null && !ran);
        model.put(
                "unsettled",
                after != null && (!ran || row.deliveries().stream().anyMatch(delivery -> !delivery.settled())));
        model.put("editable", view.definition() != null);
        return model;
    }

    /** Returns what the schedule means, or null if it is not known. */
    private @Nullable Outlook outlook(CheckView view, Instant now) {
        ScheduleSpec spec = view.settings().schedule();
        return spec == null || view.effective() == null
                ? null
                : Outlook.of(spec, view.effective().schedule(), screens.words(), now);
    }

    private String schedule(CheckView view) {
        ScheduleSpec schedule = view.settings().schedule();
        return schedule == null ? "" : screens.words().schedule(schedule);
    }

    @PostMapping("/{id}/run")
    ModelAndView run(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        CheckView view = find(actor, id);
        screens.administration().runNow(actor, view.stored().id());
        return redirect("/checks/" + id + "?after=" + lastRun(view));
    }

    @PostMapping("/{id}/pause")
    ModelAndView pause(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") UUID id,
            @RequestParam("length") String length) {
        CheckView view = find(actor, id);
        screens.administration().pause(actor, view.stored().id(), pauseLength(length));
        return redirect("/checks/" + id + "?done=paused");
    }

    /** Returns how long a pause is, or null if only a person ends it. */
    static @Nullable Duration pauseLength(String typed) {
        return typed.equals("resumed") ? null : Durations.parse(typed);
    }

    @PostMapping("/{id}/resume")
    ModelAndView resume(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        screens.administration().resume(actor, find(actor, id).stored().id());
        return redirect("/checks/" + id + "?done=resumed");
    }

    private static long lastRun(CheckView view) {
        return view.summaries().stream()
                .map(CheckSummary::lastRun)
                .mapToLong(run -> run == null ? 0 : run.number())
                .max()
                .orElse(0);
    }

    @GetMapping("/{id}/delete")
    ModelAndView confirmDelete(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        actor.require(Permission.ADMINISTER);
        CheckView view = find(actor, id);
        return page(
                "delete",
                Map.of(
                        "what", "check " + view.stored().name(),
                        "consequence", consequence(view),
                        "users", List.of(),
                        "action", screens.basePath() + "/checks/" + id + "/delete",
                        "back", screens.basePath() + "/checks/" + id));
    }

    private static String consequence(CheckView view) {
        boolean comesBack = view.definition() == null || !view.definition().template();
        return "Its history stays."
                + (comesBack
                        ? " A check that the code declares comes back with the code's values at the next start; to stop"
                                + " it for good, set it inactive instead."
                        : "");
    }

    @PostMapping("/{id}/delete")
    ModelAndView delete(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        screens.administration().deleteCheck(actor, new CheckId(id));
        return redirect("/checks?done=deleted");
    }

    private CheckView find(Actor actor, UUID id) {
        return screens.overview().check(actor, new CheckId(id)).orElseThrow(() -> gone("This check"));
    }

    private CheckDefinition definition(Actor actor, String key) {
        return screens.overview().catalog(actor).stream()
                .filter(definition -> definition.key().equals(new CheckKey(key)))
                .findFirst()
                .orElseThrow(() -> gone("The method '" + key + "'"));
    }

    private static CheckDefinition definition(CheckView view) {
        CheckDefinition definition = view.definition();
        if (definition == null) {
            throw gone("The method of this check");
        }
        return definition;
    }
}
