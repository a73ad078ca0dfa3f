/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.token;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.admin.Permission;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.audit.FieldChange;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;
import org.nscacheck.token.TokenStore.NewToken;
import org.nscacheck.token.TokenStore.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, shows and revokes tokens, and says who sends a request with one. Thread-safe. */
public final class Tokens {

    /** For how long a token is good unless somebody says otherwise. */
    public static final Duration DEFAULT_LENGTH = Duration.ofDays(365);

    /** The shortest life of a token. */
    public static final Duration SHORTEST = Duration.ofMinutes(1);

    /** The longest life of a token. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    private static final Logger log = LoggerFactory.getLogger(Tokens.class);

    private final TokenStore store;
    private final SecureRandom random = new SecureRandom();

    public Tokens(TokenStore store) {
        this.store = store;
    }

    /**
     * A token that was just made.
     *
     * @param token the token
     * @param text what a program has to send; it cannot be shown again
     */
    public record Created(ApiToken token, String text) {

        /** Leaves the text out. */
        @Override
        public String toString() {
            return token.toString();
        }
    }

    /**
     * Returns all tokens by name, expired ones included.
     *
     * @throws NotPermittedException unless the actor may administer
     */
    public List<ApiToken> findAll(Actor actor) {
        actor.require(Permission.ADMINISTER);
        return store.findAll();
    }

    /**
     * Makes a token.
     *
     * @param name what people call it, unique
     * @param scope the most that it permits
     * @param length for how long it is good, {@link #SHORTEST} to {@link #LONGEST}
     * @throws NotPermittedException unless the actor may administer
     * @throws InvalidFieldException if the name or the length is not possible
     * @throws RefusedException if another token has this name
     */
    public Created create(Actor actor, String name, Permission scope, Duration length) {
        actor.require(Permission.ADMINISTER);
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            throw new InvalidFieldException(
                    "length", "the life of a token must be 1 minute to 3650 days, not " + length);
        }
        TokenText text = TokenText.random(random);
        ApiToken token = store.add(
                new NewToken(text.id(), name, scope, Names.shortened(actor.name()), length, text.hash()),
                note(
                        actor,
                        AuditAction.ADDED,
                        text.id(),
                        name,
                        new FieldChange("scope", null, scope.name()),
                        new FieldChange("length", null, length.toString())));
        log.info(
                "NSCA-160 token created name={} scope={} expires={} by={}",
                Names.printable(token.name()),
                scope,
                token.life().expiresAt(),
                Names.printable(actor.name()));
        return new Created(token, text.reveal());
    }

    /**
     * Revokes a token: it opens nothing from now on.
     *
     * @return false if there is none
     * @throws NotPermittedException unless the actor may administer
     */
    public boolean revoke(Actor actor, TokenId id) {
        actor.require(Permission.ADMINISTER);
        String name = store.findAll().stream()
                .filter(token -> token.id().equals(id))
                .map(ApiToken::name)
                .findFirst()
                .orElse("");
        boolean found = store.delete(id, note(actor, AuditAction.REMOVED, id, name));
        log.info("NSCA-161 token revoked id={} found={} by={}", id, found, Names.printable(actor.name()));
        return found;
    }

    private static AuditNote note(Actor actor, AuditAction action, TokenId id, String name, FieldChange... said) {
        AuditSubject subject = new AuditSubject(AuditKind.TOKEN, id.toString(), Names.shortened(name));
        return AuditNote.of(actor.madeBy(), action, subject, said);
    }

    /** Returns who sends a request with this token, or empty if it is none, has expired or was revoked. */
    public Optional<Actor> actor(String text) {
        return TokenText.parse(text).flatMap(token -> store.findValid(token.id())
                .filter(valid -> token.matches(valid.hash()))
                .map(Valid::token)
                .map(this::used));
    }

    private Actor used(ApiToken token) {
        store.used(token.id());
        return new Actor("token " + token.name(), token.scope());
    }
}
