/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Alerts;
import org.nscacheck.admin.Permission;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.Open;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.check.CheckId;
import org.nscacheck.notification.Severity;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.sender.Setting;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What is wrong now, who was told of it, who takes care, and who would be told. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/notifications")
public final class NotificationsController extends ScreenController {

    private static final String PATH = "/notifications";
    private static final int HISTORY = 100;

    private static final List<Setting.Option> SEVERITIES = List.of(
            new Setting.Option(Severity.FAILURE.name(), "failure (CRITICAL or UNKNOWN)"),
            new Setting.Option(Severity.WARNING.name(), "warning"));

    public NotificationsController(Screens screens) {
        super(screens);
    }

    /** The page; with a check it also answers who would get its problems. */
    @GetMapping
    ModelAndView show(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam(name = "check", required = false) @Nullable String asked,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        List<Noted> history = alerts().history(actor, null, HISTORY);
        AlertContext context = AlertContext.of(screens, actor, history);
        Map<String, Object> model = new HashMap<>();
        model.put(
                "problems",
                alerts().open(actor).stream()
                        .map(open -> ProblemRow.of(open, context))
                        .toList());
        model.put(
                "history",
                history.stream().map(noted -> NotedRow.of(noted, context)).toList());
        model.put(
                "kinds",
                screens.policies().kinds().stream()
                        .filter(kind -> kind != PolicyKind.RULE)
                        .map(kind -> new Frame.Entry(
                                "/policies/" + kind.key(), PolicyWords.of(kind).list()))
                        .toList());
        model.put("noNotifier", context.notifiers().isEmpty());
        model.put("noRoute", screens.policies().findAll(actor, PolicyKind.ROUTE).isEmpty());
        model.put("form", typed);
        model.put("severities", SEVERITIES);
        model.put("answers", asked == null ? null : answers(actor, typed, context));
        return typed.isFaulty() ? rejected("notifications", model) : page("notifications", model);
    }

    private @Nullable List<AnswerRow> answers(Actor actor, Form typed, AlertContext context) {
        typed.requireOptions(Map.of("severity", SEVERITIES));
        String check = typed.required("check", "The check");
        Instant at = typed.read("at", Instant::parse);
        if (typed.isFaulty()) {
            return null;
        }
        Severity severity = typed.given("severity").map(Severity::valueOf).orElse(Severity.FAILURE);
        try {
            return alerts().whoWouldGet(actor, check, severity, at).stream()
                    .map(answer -> AnswerRow.of(answer, context))
                    .toList();
        } catch (RefusedException e) {
            typed.place(e);
            return null;
        }
    }

    @GetMapping("/acknowledge")
    ModelAndView acknowledge(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("subject") UUID check,
            @RequestParam(name = "node", defaultValue = "") String node) {
        actor.require(Permission.OPERATE);
        return page("acknowledge", problem(actor, subject(check, node), Form.showing(Map.of())));
    }

    @PostMapping("/acknowledge")
    ModelAndView acknowledge(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("subject") UUID check,
            @RequestParam(name = "node", defaultValue = "") String node,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        actor.require(Permission.OPERATE);
        SubjectKey subject = subject(check, node);
        typed.requireOptions(AcknowledgeForm.choices());
        if (typed.isFaulty()) {
            return rejected("acknowledge", problem(actor, subject, typed));
        }
        alerts().acknowledge(
                        actor,
                        subject,
                        typed.text("reason"),
                        AcknowledgeForm.length(
                                typed.text("length"),
                                screens.now(),
                                screens.words().zone()));
        return redirect(PATH + "?done=acknowledged");
    }

    private Map<String, Object> problem(Actor actor, SubjectKey subject, Form form) {
        Open open = alerts().open(actor).stream()
                .filter(each -> each.subject().id().equals(subject))
                .findFirst()
                .orElseThrow(() -> gone("This problem"));
        Map<String, Object> model = new HashMap<>();
        model.put("problem", ProblemRow.of(open, AlertContext.of(screens, actor, List.of())));
        model.put("form", form);
        model.put("choices", AcknowledgeForm.choices());
        return model;
    }

    @PostMapping("/unacknowledge")
    ModelAndView unacknowledge(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("subject") UUID check,
            @RequestParam(name = "node", defaultValue = "") String node) {
        alerts().unacknowledge(actor, subject(check, node));
        return redirect(PATH + "?done=unacknowledged");
    }

    private static SubjectKey subject(UUID check, String node) {
        return new SubjectKey(new CheckId(check), node);
    }

    private Alerts alerts() {
        return screens.alerts();
    }
}
