/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.schedule.Durations;
import org.nscacheck.token.ApiToken;
import org.nscacheck.token.TokenId;
import org.nscacheck.token.Tokens;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tokens, for administrators. */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/api/v1/tokens")
public final class TokensResource extends ApiController {

    public TokensResource(Api api) {
        super(api);
    }

    /**
     * A token in a list, without its secret.
     *
     * @param lastUsedAt exact to a minute, or null
     */
    record View(
            UUID id,
            String name,
            Permission scope,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt) {

        static View of(ApiToken token) {
            return new View(
                    token.id().value(),
                    token.name(),
                    token.scope(),
                    token.createdBy(),
                    token.life().createdAt(),
                    token.life().expiresAt(),
                    token.life().lastUsedAt());
        }
    }

    /** A new token with the text that is shown this once. */
    record Created(View token, String text) {}

    @GetMapping
    ResponseEntity<byte[]> list(@ModelAttribute(name = ACTOR, binding = false) Actor actor) {
        return ok(Page.all(api.tokens().findAll(actor).stream().map(View::of).toList()));
    }

    @PostMapping
    ResponseEntity<byte[]> create(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, HttpServletRequest request) throws IOException {
        actor.require(Permission.ADMINISTER);
        Body body = body(request).only("name", "scope", "length");
        Permission scope = body.word("scope", Permission.class);
        Duration length = body.read("length", Durations::parse);
        Tokens.Created created = api.tokens()
                .create(
                        actor,
                        body.required("name"),
                        Objects.requireNonNullElse(scope, Permission.VIEW),
                        Objects.requireNonNullElse(length, Tokens.DEFAULT_LENGTH));
        return answer(ResponseEntity.status(HttpStatus.CREATED), new Created(View.of(created.token()), created.text()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<byte[]> revoke(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") String id) {
        if (!api.tokens().revoke(actor, new TokenId(uuid(id)))) {
            throw new NoSuchElementException("This token does not exist, or was revoked.");
        }
        return ResponseEntity.noContent().build();
    }
}
