/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.token;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Permission;
import org.nscacheck.audit.AuditNote;

/** Tokens and what their secrets are compared with. Its clock is the database's. Implementations are thread-safe. */
public interface TokenStore {

    /**
     * A token that is to be stored.
     *
     * @param id identity
     * @param name unique name
     * @param scope the most that it permits
     * @param by who makes it
     * @param length for how long from now on it opens anything
     * @param hash what its secret is compared with
     */
    record NewToken(TokenId id, String name, Permission scope, String by, Duration length, String hash) {

        /** @throws org.nscacheck.server.InvalidFieldException if the name is none */
        public NewToken {
            name = ApiToken.requireName(name);
        }

        /** Leaves the hash out. */
        @Override
        public String toString() {
            return "token '" + name + "' " + id + " " + scope;
        }
    }

    /**
     * A token that has not expired.
     *
     * @param token the token
     * @param hash what its secret is compared with
     */
    record Valid(ApiToken token, String hash) {

        /** Leaves the hash out. */
        @Override
        public String toString() {
            return token.toString();
        }
    }

    /** Returns all tokens by name, expired ones included. */
    List<ApiToken> findAll();

    /** Returns a token, or empty if there is none or it has expired. */
    Optional<Valid> findValid(TokenId id);

    /**
     * Adds a token.
     *
     * @param note entered in the audit trail with it
     * @return the token as stored
     * @throws RefusedException if another one has its name
     */
    ApiToken add(NewToken token, AuditNote note);

    /** Notes that a token was used, unless that was noted within the last minute. */
    void used(TokenId id);

    /**
     * Removes a token.
     *
     * @param note entered in the audit trail with it
     * @return false if there is none
     */
    boolean delete(TokenId id, AuditNote note);
}
