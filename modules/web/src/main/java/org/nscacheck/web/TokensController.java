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
import org.nscacheck.admin.Permission;
import org.nscacheck.schedule.Durations;
import org.nscacheck.sender.Setting;
import org.nscacheck.token.ApiToken;
import org.nscacheck.token.TokenId;
import org.nscacheck.token.Tokens;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Tokens of the REST API, for administrators; there is none while the API is off. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/tokens")
public final class TokensController extends ScreenController {

    private static final List<Setting.Option> SCOPES = List.of(
            new Setting.Option(Permission.VIEW.name(), "view"),
            new Setting.Option(Permission.OPERATE.name(), "operate: also run, pause and acknowledge"),
            new Setting.Option(Permission.ADMINISTER.name(), "administer: also change everything"));

    public TokensController(Screens screens) {
        super(screens);
    }

    @GetMapping
    ModelAndView list(@ModelAttribute(name = ACTOR, binding = false) Actor actor) {
        return page("tokens", model(actor, Form.showing(Map.of()), null));
    }

    private Map<String, Object> model(Actor actor, Form form, @Nullable String created) {
        Instant now = screens.overview().now(actor);
        Map<String, Object> model = new HashMap<>();
        model.put(
                "rows",
                tokens().findAll(actor).stream()
                        .map(token -> TokenRow.of(token, screens.words(), now))
                        .toList());
        model.put("form", form);
        model.put("scopes", SCOPES);
        model.put("created", created);
        return model;
    }

    /** The list with the text of the new token, which is on no page after this one. */
    @PostMapping
    ModelAndView create(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        actor.require(Permission.ADMINISTER);
        typed.requireOptions(Map.of("scope", SCOPES));
        typed.required("name", "The name");
        Duration length = typed.read("length", Durations::parse);
        String text = typed.isFaulty() ? null : created(actor, typed, length);
        return text == null
                ? rejected("tokens", model(actor, typed, null))
                : page("tokens", model(actor, Form.showing(Map.of()), text));
    }

    /** Returns the text of the new token, or null if it is not possible, which is noted in the form then. */
    private @Nullable String created(Actor actor, Form typed, @Nullable Duration length) {
        Permission scope = typed.given("scope").map(Permission::valueOf).orElse(Permission.VIEW);
        try {
            return tokens().create(actor, typed.text("name"), scope, length == null ? Tokens.DEFAULT_LENGTH : length)
                    .text();
        } catch (RefusedException e) {
            typed.place(e);
            return null;
        }
    }

    @GetMapping("/{id}/delete")
    ModelAndView confirmDelete(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        ApiToken token = tokens().findAll(actor).stream()
                .filter(each -> each.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> gone("This token"));
        return page(
                "delete",
                Map.of(
                        "what", "token " + token.name(),
                        "consequence", "Whoever sends it is refused from now on.",
                        "users", List.of(),
                        "action", screens.basePath() + "/tokens/" + id + "/delete",
                        "back", screens.basePath() + "/tokens"));
    }

    @PostMapping("/{id}/delete")
    ModelAndView delete(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        tokens().revoke(actor, new TokenId(id));
        return redirect("/tokens?done=deleted");
    }

    private Tokens tokens() {
        return screens.tokens().orElseThrow(() -> gone("The list of tokens"));
    }
}
