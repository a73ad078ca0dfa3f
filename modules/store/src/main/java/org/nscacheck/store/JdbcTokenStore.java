/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.nscacheck.admin.Permission;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;
import org.nscacheck.token.ApiToken;
import org.nscacheck.token.TokenId;
import org.nscacheck.token.TokenStore;

/** Tokens in PostgreSQL. */
final class JdbcTokenStore implements TokenStore {

    private static final String FIND_ALL = "SELECT * FROM @nsca_api_token ORDER BY name";

    private static final String FIND_VALID = "SELECT * FROM @nsca_api_token WHERE id = ? AND expires_at > @nsca_now()";

    private static final String ADD = """
            INSERT INTO @nsca_api_token (id, name, hash, scope, created_by, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, @nsca_now(), @nsca_now() + ? * interval '1 second')
            ON CONFLICT (name) DO NOTHING
            RETURNING *""";

    /* A program may come many times a second. */
    private static final String USED = """
            UPDATE @nsca_api_token SET last_used_at = @nsca_now()
            WHERE id = ? AND (last_used_at IS NULL OR last_used_at <= @nsca_now() - interval '1 minute')""";

    private static final String DELETE = "DELETE FROM @nsca_api_token WHERE id = ?";

    private final Database database;
    private final AuditTable audit;

    JdbcTokenStore(Database database) {
        this.database = database;
        this.audit = new AuditTable(database);
    }

    @Override
    public List<ApiToken> findAll() {
        return database.read(FIND_ALL, JdbcTokenStore::token);
    }

    @Override
    public Optional<Valid> findValid(TokenId id) {
        return database.read(FIND_VALID, row -> new Valid(token(row), row.text("hash")), id.value()).stream()
                .findFirst();
    }

    @Override
    public ApiToken add(NewToken token, AuditNote note) {
        return database.inTransaction(transaction -> add(transaction, token, note)).stream()
                .findFirst()
                .orElseThrow(() -> new InvalidFieldException(
                        "name",
                        "another token is called '" + Names.shortened(token.name()) + "': choose another name"));
    }

    private List<ApiToken> add(Transaction transaction, NewToken token, AuditNote note) throws SQLException {
        List<ApiToken> added = transaction.query(
                database.sql(ADD),
                JdbcTokenStore::token,
                token.id().value(),
                token.name(),
                token.hash(),
                token.scope().name(),
                token.by(),
                token.length().toSeconds());
        if (!added.isEmpty()) {
            audit.insert(transaction, note);
        }
        return added;
    }

    @Override
    public void used(TokenId id) {
        database.inTransaction(transaction -> transaction.update(database.sql(USED), id.value()));
    }

    @Override
    public boolean delete(TokenId id, AuditNote note) {
        return database.inTransaction(transaction -> {
            boolean found = transaction.update(database.sql(DELETE), id.value()) > 0;
            if (found) {
                audit.insert(transaction, note);
            }
            return found;
        });
    }

    private static ApiToken token(Database.Row row) {
        return new ApiToken(
                new TokenId(row.uuid("id")),
                row.text("name"),
                Permission.valueOf(row.text("scope")),
                row.text("created_by"),
                new ApiToken.Life(
                        row.instant("created_at"), row.instant("expires_at"), row.instantOrNull("last_used_at")));
    }
}
