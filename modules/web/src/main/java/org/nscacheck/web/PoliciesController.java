/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.PolicyAdministration;
import org.nscacheck.admin.RuleOverview;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.policy.PolicyType;
import org.nscacheck.server.StaleVersionException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** List and form of each kind of policy: threshold rules, and who is told what and when. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/policies/{kind}")
public final class PoliciesController extends ScreenController {

    public PoliciesController(Screens screens) {
        super(screens);
    }

    @GetMapping
    ModelAndView list(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("kind") String kindKey) {
        PolicyType type = type(kindKey);
        Map<PolicyId, String> dead = type.kind() == PolicyKind.RULE
                ? new RuleOverview(policies(), screens.overview()).dead(actor)
                : Map.of();
        List<PolicyRow> rows = policies().findAll(actor, type.kind()).stream()
                .map(policy -> PolicyRow.of(policy, type, dead.getOrDefault(policy.id(), "")))
                .toList();
        Map<String, Object> model = common(type);
        model.put("rows", rows);
        model.put("mayChange", actor.may(PolicyAdministration.required(type.kind())));
        return page("policies", model);
    }

    @GetMapping("/new")
    ModelAndView add(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("kind") String kindKey,
            @RequestParam Map<String, String> given) {
        PolicyType type = type(kindKey);
        actor.require(PolicyAdministration.required(type.kind()));
        return page("policy-form", model(PolicyForm.empty(type, given), type, "", 0));
    }

    @PostMapping("/new")
    ModelAndView add(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("kind") String kindKey,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        return save(actor, typed, type(kindKey), PolicyId.random(), "", 0);
    }

    @GetMapping("/{id}")
    ModelAndView edit(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("kind") String kindKey,
            @PathVariable("id") UUID id) {
        PolicyType type = type(kindKey);
        actor.require(PolicyAdministration.required(type.kind()));
        Policy policy = find(actor, type, id);
        return page("policy-form", model(PolicyForm.of(policy, type), type, id.toString(), policy.version()));
    }

    @PostMapping("/{id}")
    ModelAndView edit(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("kind") String kindKey,
            @PathVariable("id") UUID id,
            @RequestParam("version") int version,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        PolicyType type = type(kindKey);
        find(actor, type, id);
        return save(actor, typed, type, new PolicyId(id), id.toString(), version);
    }

    private ModelAndView save(Actor actor, Form form, PolicyType type, PolicyId id, String shownId, int version) {
        actor.require(PolicyAdministration.required(type.kind()));
        Policy typed = PolicyForm.read(form, type, id, version).orElse(null);
        if (typed != null) {
            try {
                policies().save(actor, typed);
                return redirect("/policies/" + type.kind().key() + "?done=saved");
            } catch (StaleVersionException e) {
                return changedMeanwhile(actor, form, type, id);
            } catch (RefusedException e) {
                form.place(e);
            }
        }
        return rejected("policy-form", model(form, type, shownId, version));
    }

    /** The form as it was typed, beside what another person has stored meanwhile; sent once more it is stored over that. */
    private ModelAndView changedMeanwhile(Actor actor, Form form, PolicyType type, PolicyId id) {
        Policy now = find(actor, type, id.value());
        Map<String, Object> model = new HashMap<>(model(form, type, id.toString(), now.version()));
        model.put(
                "changed",
                screens.words().change(policies().lastChange(actor, id).orElse(null)));
        model.put("differences", form.differences(PolicyForm.of(now, type)));
        return conflict("policy-form", model);
    }

    @GetMapping("/{id}/delete")
    ModelAndView confirmDelete(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("kind") String kindKey,
            @PathVariable("id") UUID id) {
        PolicyType type = type(kindKey);
        actor.require(PolicyAdministration.required(type.kind()));
        Policy policy = find(actor, type, id);
        String list = screens.basePath() + "/policies/" + type.kind().key();
        return page(
                "delete",
                Map.of(
                        "what",
                        PolicyWords.of(type.kind()).one() + " " + policy.name(),
                        "consequence",
                        PolicyRow.of(policy, type, "").line(),
                        "users",
                        List.of(),
                        "action",
                        list + "/" + id + "/delete",
                        "back",
                        list));
    }

    @PostMapping("/{id}/delete")
    ModelAndView delete(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("kind") String kindKey,
            @PathVariable("id") UUID id) {
        PolicyType type = type(kindKey);
        policies().delete(actor, find(actor, type, id).id());
        return redirect("/policies/" + type.kind().key() + "?done=deleted");
    }

    private PolicyAdministration policies() {
        return screens.policies();
    }

    private Policy find(Actor actor, PolicyType type, UUID id) {
        return policies()
                .find(actor, new PolicyId(id))
                .filter(policy -> policy.kind() == type.kind())
                .orElseThrow(() -> gone("This " + PolicyWords.of(type.kind()).one()));
    }

    private PolicyType type(String key) {
        return Arrays.stream(PolicyKind.values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .map(kind -> policies().type(kind))
                .orElseThrow(() -> gone("This page"));
    }

    private static Map<String, Object> common(PolicyType type) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("kind", type.kind().key());
        model.put("words", PolicyWords.of(type.kind()));
        return model;
    }

    /** What the form of a policy shows. */
    static Map<String, Object> model(Form form, PolicyType type, String id, int version) {
        PolicyWords words = PolicyWords.of(type.kind());
        Map<String, Object> model = common(type);
        model.put("title", (id.isEmpty() ? "New " : "Edit ") + words.one());
        model.put("form", form);
        model.put("settings", type.settings());
        model.put("choices", PolicyForm.choices(type));
        model.put("pasts", type.kind() == PolicyKind.RULE ? ValueRange.REPLAYED : null);
        model.put("id", id);
        model.put("version", version);
        return model;
    }
}
