/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.FakeCheckStore;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.LockedSecret;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.TestServers;
import org.nscacheck.testkit.matrix.Row;

class SecretBindingTest {

    private static final Secret TYPED = Secret.of("s3cret");
    private static final ServerId ID = ServerId.random();

    private final SenderFactories senders = new SenderFactories(List.of(new Pigeon()));
    private final SecretBinding binding = new SecretBinding(senders);

    /** A sender of somebody else; of its settings only the time says that it is free. */
    private static final class Pigeon implements SenderFactory {

        @Override
        public String kind() {
            return "pigeon";
        }

        @Override
        public List<Setting> settings() {
            return List.of(
                    Setting.text("cage", "Cage", "", "open"),
                    Setting.text("file", "File", "", ""),
                    Setting.text("time", "Time", "", "5s").freeOfSecret());
        }

        @Override
        public Optional<Secret> localSecret(Server server) {
            return server.setting("file").map(Secret::of);
        }

        @Override
        public List<String> validate(Server server) {
            return List.of();
        }

        @Override
        public Sender open(Server server) {
            throw new UnsupportedOperationException("not sent here");
        }
    }

    private static Server server(String host, int port, Map<String, String> settings) {
        return server(host, port, settings, null);
    }

    private static Server server(String host, int port, Map<String, String> settings, @Nullable Secret secret) {
        return Server.builder(ID, "nagios", "pigeon")
                .address(host)
                .port(port)
                .hostName("shop")
                .settings(settings)
                .secret(secret)
                .build();
    }

    private static Server stored() {
        return server("192.0.2.1", 5667, Map.of(), TYPED);
    }

    @Test
    @Row(
            value = "R57",
            done = "address, port, and each setting that its sender does not declare free need it typed again")
    void wantsTheSecretTypedForAnotherReceiver() {
        for (Server moved : List.of(
                server("192.0.2.2", 5667, Map.of()),
                server("192.0.2.1", 5668, Map.of()),
                server("192.0.2.1", 5667, Map.of("cage", "closed")))) {
            assertThatThrownBy(() -> binding.bound(stored(), moved, SecretChange.KEEP))
                    .isInstanceOfSatisfying(InvalidFieldException.class, e -> assertThat(e.field())
                            .isEqualTo("secret"))
                    .hasMessageContaining("typed again");
            SecretChange retyped = SecretChange.set(Secret.of("other"));
            assertThat(binding.bound(stored(), moved, retyped)).isEqualTo(retyped);
            assertThat(binding.bound(stored(), moved, SecretChange.REMOVE)).isEqualTo(SecretChange.REMOVE);
        }
    }

    @Test
    void keepsTheSecretForTheSameReceiver() {
        Server same = server("192.0.2.1", 5667, Map.of("cage", "open", "time", "9s"));
        assertThat(binding.bound(stored(), same, SecretChange.KEEP)).isEqualTo(SecretChange.KEEP);
    }

    @Test
    void bindsALockedSecretToo() {
        Server locked = stored().with(LockedSecret.because("no key"));
        assertThatThrownBy(() -> binding.bound(locked, server("192.0.2.2", 5667, Map.of()), SecretChange.KEEP))
                .isInstanceOf(InvalidFieldException.class);
    }

    @Test
    @Row(value = "R57", done = "a file's password is sent to a new address for who types it only")
    void wantsTheSecretOfAFileTyped() {
        Server fromFile = server("192.0.2.1", 5667, Map.of("file", "s3cret"));
        for (@Nullable Server before : new Server[] {null, stored()}) {
            assertThatThrownBy(() -> binding.bound(before, fromFile, SecretChange.KEEP))
                    .isInstanceOf(InvalidFieldException.class);
            assertThatThrownBy(() -> binding.bound(before, fromFile, SecretChange.set(Secret.of("guessed"))))
                    .isInstanceOf(InvalidFieldException.class)
                    .hasMessageNotContaining("s3cret");
            assertThat(binding.bound(before, fromFile, SecretChange.set(TYPED))).isEqualTo(SecretChange.REMOVE);
        }
        assertThat(binding.bound(fromFile, fromFile, SecretChange.KEEP)).isEqualTo(SecretChange.KEEP);
    }

    @Test
    @Row(
            value = "R57",
            done = "properties that move a server without its password: it is dropped, and an ERROR says so")
    void dropsASecretWhenPropertiesMoveItsServer() {
        ServerStore servers = TestServers.store();
        servers.save(stored(), SecretChange.set(TYPED));
        DeclaredConfiguration declaration = new DeclaredConfiguration(
                servers, new FakeCheckStore(), new CheckCatalog(List.of()), senders, Set.of(), List.of());

        declaration.applyServers(List.of(server("192.0.2.1", 5667, Map.of("time", "1s"))));
        assertThat(servers.findAll()).extracting(Server::secret).containsExactly(TYPED);
        declaration.applyServers(List.of(server("192.0.2.2", 5667, Map.of())));
        assertThat(servers.findAll()).extracting(Server::address).containsExactly("192.0.2.2");
        assertThat(servers.findAll()).extracting(Server::secret).containsOnlyNulls();
        declaration.applyServers(List.of(server("192.0.2.3", 5667, Map.of(), Secret.of("own"))));
        assertThat(servers.findAll()).extracting(Server::secret).containsExactly(Secret.of("own"));
    }
}
