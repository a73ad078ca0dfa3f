/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.LimitProposal;
import org.nscacheck.admin.MetricSeries;
import org.nscacheck.admin.PastValues;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.ReplayedMetric;
import org.nscacheck.admin.RuleReplay;
import org.nscacheck.check.CheckId;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.policy.PolicyType;
import org.nscacheck.web.chart.Plot;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The form of a threshold rule with what the past says: limits proposed from it, and what the rule would have reported. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/policies/rule")
public final class RuleTrialController extends ScreenController {

    private static final Duration WEEK = Duration.ofDays(7);

    public RuleTrialController(Screens screens) {
        super(screens);
    }

    /** The form of a new rule for a metric, with limits from its history. */
    @GetMapping("/propose")
    ModelAndView propose(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("check") UUID checkId,
            @RequestParam("series") long series,
            @RequestParam(name = "weeks", defaultValue = "" + LimitsForm.WEEKS) int weeks,
            @RequestParam(name = "side", required = false) @Nullable String side) {
        actor.require(Permission.ADMINISTER);
        CheckView check = screens.overview().check(actor, new CheckId(checkId)).orElseThrow(() -> gone("This check"));
        MetricSeries metric = screens.overview().series(actor, check.stored().id()).stream()
                .filter(each -> each.id() == series)
                .findFirst()
                .orElseThrow(() -> gone("This metric"));
        int some = Math.min(Math.max(1, weeks), LimitsForm.MOST_WEEKS);
        LimitsForm limits = limits(actor, check, metric, some, LimitsForm.side(side));
        Map<String, Object> model =
                new HashMap<>(PoliciesController.model(PolicyForm.empty(type(), limits.fields()), type(), "", 0));
        model.put("proposal", limits.shown());
        return page("policy-form", model);
    }

    private LimitsForm limits(Actor actor, CheckView check, MetricSeries metric, int weeks, LimitProposal.Side side) {
        Instant now = screens.overview().now(actor);
        PastValues past = PastValues.read(screens.overview(), actor, metric, now.minus(WEEK.multipliedBy(weeks)), now);
        return new LimitsForm(check, metric, weeks, side, LimitProposal.of(past, ChartReader.unit(metric), side));
    }

    /** The form as it was typed, with what the rule would have reported; nothing is saved. */
    @PostMapping("/try")
    ModelAndView tryOut(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam(name = "id", required = false) @Nullable UUID id,
            @RequestParam("version") int version,
            @RequestParam(name = "past", required = false) @Nullable String past,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        actor.require(Permission.ADMINISTER);
        PolicyId policyId = id == null ? PolicyId.random() : new PolicyId(id);
        String shownId = id == null ? "" : id.toString();
        Map<String, Object> model = new HashMap<>(PoliciesController.model(typed, type(), shownId, version));
        Policy draft = PolicyForm.read(typed, type(), policyId, version).orElse(null);
        if (draft != null) {
            try {
                RuleTrial trial =
                        trial(actor, draft, ValueRange.of(past, ValueRange.MONTH, ValueRange.WEEK, ValueRange.DAY));
                model.put("trial", trial);
                model.put("charts", trial.metrics());
                return page("policy-form", model);
            } catch (RefusedException e) {
                typed.place(e);
            }
        }
        return rejected("policy-form", model);
    }

    private RuleTrial trial(Actor actor, Policy draft, ValueRange range) {
        ChartReader charts = new ChartReader(
                screens.overview(),
                actor,
                range.until(screens.overview().now(actor), screens.words().zone()));
        RuleReplay.Outcome outcome = new RuleReplay(screens.policies(), screens.overview())
                .replay(actor, draft, charts.span().from(), charts.span().to());
        TrialWords words = new TrialWords(range.words(), charts.span().zone());
        List<RuleTrial.Metric> metrics = new ArrayList<>();
        for (ReplayedMetric metric : outcome.metrics()) {
            Plot plot = charts.plot(metric.series(), metric.limits(), metric.episodes(), false);
            String title = metric.check().stored().name() + ": " + ChartReader.title(metric.series());
            MetricChart chart = new MetricChart("trial-" + metrics.size(), title, range.words(), plot, "");
            metrics.add(new RuleTrial.Metric(chart, words.of(metric), words.note(metric.past())));
        }
        return new RuleTrial(
                "the last " + range.words(), charts.span().zone().getId(), words.of(outcome), List.copyOf(metrics));
    }

    private PolicyType type() {
        return screens.policies().type(PolicyKind.RULE);
    }
}
