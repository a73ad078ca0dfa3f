/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Change;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.StaleVersionException;

/** What administration and delivery rely on in a {@link ServerStore}. */
public interface ServerStoreContract {

    /** Returns the store, empty when a test begins. */
    ServerStore servers();

    /** Returns the secret of the stored server in clear text. */
    private String secretOf(Server server) {
        Secret secret = servers().find(server.id()).orElseThrow().secret();
        return secret == null ? "" : secret.reveal();
    }

    private Server save(Server server) {
        return servers().save(server, SecretChange.KEEP);
    }

    private Server saveWithSecret() {
        return servers().save(Samples.server("a"), SecretChange.set(Secret.of("s3cret")));
    }

    @Test
    default void findsWhatWasSaved() {
        Server saved = save(Samples.server("b"));
        save(Samples.server("a"));

        assertThat(servers().find(saved.id())).contains(saved);
        assertThat(servers().findByName("b")).contains(saved);
        assertThat(servers().findAll()).extracting(Server::name).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    default void findsNoServerThatThereIsNot() {
        assertThat(servers().find(ServerId.random())).isEmpty();
        assertThat(servers().findByName("nobody")).isEmpty();
        assertThat(servers().lastChange(ServerId.random())).isEmpty();
    }

    @Test
    default void countsTheChangesOfAServerAndRefusesOneOfAnOlderVersion() {
        Server first = save(Samples.server("a"));
        Server second = save(first.toBuilder().port(1234).build());

        assertThat(second.version()).isGreaterThan(first.version());
        assertThatThrownBy(() -> save(first.toBuilder().port(4321).build())).isInstanceOf(StaleVersionException.class);
        assertThat(servers().find(first.id())).contains(second);
    }

    @Test
    default void refusesAServerWhoseNameIsTaken() {
        save(Samples.server("a"));

        assertThatThrownBy(() -> save(Samples.server("a"))).isInstanceOf(RefusedException.class);
        assertThat(servers().findAll()).hasSize(1);
    }

    @Test
    default void keepsAStoredSecretThatIsNotGivenAgain() {
        Server saved = saveWithSecret();
        Server renamed = save(saved.withoutSecret().toBuilder().name("b").build());

        assertThat(secretOf(renamed)).isEqualTo("s3cret");
        servers().save(renamed, SecretChange.set(Secret.of("another")));
        assertThat(secretOf(renamed)).isEqualTo("another");
    }

    @Test
    default void letsNoStoredSecretMoveToAnotherReceiver() {
        Server saved = saveWithSecret();

        assertThatThrownBy(
                        () -> save(saved.withoutSecret().toBuilder().port(1234).build()))
                .isInstanceOf(InvalidFieldException.class);
        assertThat(secretOf(saved)).isEqualTo("s3cret");
    }

    @Test
    default void removesASecret() {
        Server saved = saveWithSecret();

        servers().removeSecret(saved.id(), "anna");

        assertThat(secretOf(saved)).isEmpty();
    }

    @Test
    default void knowsWhoMadeTheLatestChange() {
        Server saved = servers().save(Samples.server("a"), SecretChange.KEEP, "anna");
        assertThat(servers().lastChange(saved.id())).map(Change::by).contains("anna");

        save(saved.toBuilder().port(1234).build());
        assertThat(servers().lastChange(saved.id())).map(Change::by).contains(Change.APPLICATION);
    }

    @Test
    default void deletesAServer() {
        Server saved = save(Samples.server("a"));

        assertThat(servers().delete(saved.id())).isZero();
        assertThat(servers().delete(saved.id())).isZero();

        assertThat(servers().find(saved.id())).isEmpty();
        assertThat(servers().findAll()).isEmpty();
    }
}
