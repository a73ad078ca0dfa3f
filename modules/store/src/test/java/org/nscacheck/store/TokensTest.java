/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.admin.Permission;
import org.nscacheck.token.ApiToken;
import org.nscacheck.token.TokenId;
import org.nscacheck.token.Tokens;

/** Tokens of the API, through the service into the database. */
class TokensTest {

    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);

    private final Fixture db = new Fixture();
    private final Tokens tokens = new Tokens(db.nsca.tokens());

    @AfterEach
    void close() {
        db.close();
    }

    private Tokens.Created create(String name, Permission scope) {
        return tokens.create(ANNA, name, scope, Duration.ofDays(1));
    }

    private ApiToken only() {
        return tokens.findAll(ANNA).get(0);
    }

    @Test
    void opensWhatItsScopePermitsAndSaysWhenItWasUsed() {
        Tokens.Created created = create("grafana", Permission.VIEW);
        assertThat(only().life().lastUsedAt()).isNull();

        assertThat(tokens.actor(created.text())).hasValue(new Actor("token grafana", Permission.VIEW));

        assertThat(only().createdBy()).isEqualTo("anna");
        assertThat(only().life().lastUsedAt()).isNotNull();
        assertThat(Duration.between(only().life().createdAt(), only().life().expiresAt()))
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void writesTheLastUseAtMostOnceAMinute() {
        Tokens.Created created = create("grafana", Permission.VIEW);
        tokens.actor(created.text());
        Instant first = only().life().lastUsedAt();
        tokens.actor(created.text());
        assertThat(only().life().lastUsedAt()).isEqualTo(first);

        db.execute("UPDATE nscacheck.nsca_api_token SET last_used_at = last_used_at - interval '61 seconds'");
        tokens.actor(created.text());
        assertThat(only().life().lastUsedAt()).isAfterOrEqualTo(first);
    }

    @Test
    void opensNothingWhenItIsWrongExpiredOrRevoked() {
        String text = create("deploy", Permission.OPERATE).text();
        String other = create("other", Permission.ADMINISTER).text();
        String crossed =
                text.substring(0, text.lastIndexOf('_', text.length() - 44) + 1) + other.substring(other.length() - 43);

        for (String wrong : List.of("", "x", text + "x", text.substring(1), text.toUpperCase(Locale.ROOT), crossed)) {
            assertThat(tokens.actor(wrong)).as(wrong).isEmpty();
        }
        db.execute("UPDATE nscacheck.nsca_api_token SET expires_at = created_at WHERE name = 'other'");
        assertThat(tokens.actor(other)).isEmpty();
        TokenId id = only().id();
        assertThat(only().name()).isEqualTo("deploy");
        assertThat(tokens.revoke(ANNA, id)).isTrue();
        assertThat(tokens.revoke(ANNA, id)).isFalse();
        assertThat(tokens.actor(text)).isEmpty();
    }

    @Test
    void storesNothingThatOpensAnything() {
        Tokens.Created created = create("grafana", Permission.VIEW);
        String secret = created.text().substring(created.text().length() - 43);

        assertThat(db.query("SELECT t::text FROM nscacheck.nsca_api_token t").toString())
                .contains("grafana")
                .doesNotContain(secret);
        assertThat(created.toString()).doesNotContain(secret);
    }

    @Test
    void refusesNamesThatAreTakenOrNone() {
        create("grafana", Permission.VIEW);
        assertThatThrownBy(() -> create(" grafana ", Permission.VIEW))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("another token is called 'grafana'");
        for (String name : List.of("", " ", "a\nb", "x".repeat(101))) {
            assertThatThrownBy(() -> create(name, Permission.VIEW))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("1 to 100 characters");
        }
        assertThatThrownBy(() -> tokens.create(ANNA, "long", Permission.VIEW, Duration.ofDays(3651)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("1 minute to 3650 days");
    }

    @Test
    void isForAdministrators() {
        Actor operator = new Actor("otto", Permission.OPERATE);
        assertThatThrownBy(() -> tokens.findAll(operator)).isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> tokens.revoke(operator, TokenId.random())).isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> tokens.create(operator, "x", Permission.VIEW, Duration.ofDays(1)))
                .isInstanceOf(NotPermittedException.class);
    }
}
