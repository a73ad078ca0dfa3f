/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.FailureStatus;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.Confirmation;
import org.nscacheck.check.DueList.ScheduledCheck;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.LockedSecretException;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.StaleVersionException;
import org.nscacheck.testkit.matrix.Row;

class ConfigurationStoreTest {

    private static final String CANARY = "canary-s3cret-äöü";

    private final Fixture db = new Fixture();

    @AfterEach
    void close() {
        db.close();
    }

    private static Server renamed(Server server, String name) {
        return server.toBuilder().name(name).build();
    }

    @Test
    void keepsAServerWithItsSecretAndItsSecretOutOfSight() {
        Server saved = db.nsca
                .stores()
                .servers()
                .save(Fixture.server("nagios", CatchUp.ALL), SecretChange.set(Secret.of(CANARY)));
        Server renamed = db.nsca.stores().servers().save(renamed(saved, "icinga"), SecretChange.KEEP);

        assertThat(db.nsca.stores().servers().find(saved.id())).hasValueSatisfying(server -> {
            assertThat(server.name()).isEqualTo("icinga");
            assertThat(server.secret()).isEqualTo(Secret.of(CANARY));
            assertThat(server.settings()).containsExactlyEntriesOf(Map.of("encryption", "1"));
            assertThat(server.catchUp()).isEqualTo(CatchUp.ALL);
            assertThat(server.toString()).doesNotContain(CANARY);
        });
        assertThat(db.query("SELECT s::text FROM nscacheck.nsca_server s"))
                .singleElement()
                .asString()
                .doesNotContain(CANARY)
                .doesNotContain(
                        java.util.HexFormat.of().formatHex(Secret.of(CANARY).bytes()));
        assertThatThrownBy(() -> db.nsca.stores().servers().save(renamed(saved, "late"), SecretChange.KEEP))
                .isInstanceOf(StaleVersionException.class);
        assertThat(db.nsca.stores().servers().findByName("icinga"))
                .map(Server::version)
                .hasValue(renamed.version());
        db.nsca.stores().servers().removeSecret(saved.id(), "anna");
        assertThat(db.nsca.stores().servers().find(saved.id()))
                .map(Server::secret)
                .isEmpty();
        db.nsca.stores().servers().delete(saved.id());
        assertThat(db.nsca.stores().servers().findAll()).isEmpty();
    }

    private static Server at(Server server, String host, int port) {
        return server.toBuilder().address(host).port(port).build();
    }

    @Test
    @Row(value = "R57", done = "the store keeps no password for another address or port")
    void doesNotMoveASecretToAnotherAddress() {
        Server saved = db.nsca
                .stores()
                .servers()
                .save(Fixture.server("nagios", CatchUp.ALL), SecretChange.set(Secret.of(CANARY)));

        for (Server moved :
                List.of(at(saved, "192.0.2.9", saved.port()), at(saved, saved.address(), saved.port() + 1))) {
            assertThatThrownBy(() -> db.nsca.stores().servers().save(moved, SecretChange.KEEP))
                    .isInstanceOf(InvalidFieldException.class)
                    .hasMessageContaining("typed again");
        }
        assertThat(db.nsca.stores().servers().find(saved.id())).hasValue(saved);
        db.nsca.stores().servers().save(at(saved, "192.0.2.9", saved.port()), SecretChange.REMOVE);
        assertThat(db.nsca.stores().servers().find(saved.id()))
                .map(Server::secret)
                .isEmpty();
    }

    @Test
    @Row(value = "R39", done = "lost or another: that server is locked, no other")
    void locksAServerWhoseSecretCannotBeReadAndNoOther() {
        Server secret = db.nsca
                .stores()
                .servers()
                .save(Fixture.server("secret", CatchUp.LATEST), SecretChange.set(Secret.of(CANARY)));
        Server open = db.nsca.stores().servers().save(Fixture.server("open", CatchUp.LATEST), SecretChange.KEEP);
        for (SecretCipher other : List.of(
                SecretCipher.withoutKeys(),
                SecretCipher.of("k1", Map.of("k1", Fixture.key(2))),
                SecretCipher.of("k2", Map.of("k2", Fixture.key(1))))) {
            try (NscaDatabase second = NscaDatabase.open(
                    db.database.dataSource(),
                    new NscaDatabase.Settings("nscacheck", NscaDatabase.SchemaMode.VALIDATE, other))) {
                assertThat(second.stores()
                                .servers()
                                .find(secret.id())
                                .orElseThrow()
                                .locked()
                                .orElseThrow())
                        .contains("k1");
                assertThat(second.stores()
                                .servers()
                                .find(open.id())
                                .orElseThrow()
                                .locked())
                        .isEmpty();
            }
        }
    }

    @Test
    void keepsTheMaximumAgeOfAServersResults() {
        Server plain = db.nsca.stores().servers().save(Fixture.server("nagios", CatchUp.LATEST), SecretChange.KEEP);
        assertThat(plain.maxAge()).isNull();
        Server saved = plain.toBuilder().maxAge(Duration.ofMinutes(90)).build();
        db.nsca.stores().servers().save(saved, SecretChange.KEEP);
        assertThat(db.nsca.stores().servers().find(plain.id()).map(Server::maxAge))
                .contains(Duration.ofMinutes(90));
        assertThat(db.query("SELECT max_age::text FROM nscacheck.nsca_server")).containsExactly("01:30:00");
    }

    @Test
    void keepsALockedSecretWhoseServerIsChanged() {
        Server saved = db.nsca
                .stores()
                .servers()
                .save(Fixture.server("secret", CatchUp.LATEST), SecretChange.set(Secret.of(CANARY)));
        try (NscaDatabase keyless = NscaDatabase.open(
                db.database.dataSource(),
                new NscaDatabase.Settings("nscacheck", NscaDatabase.SchemaMode.VALIDATE, SecretCipher.withoutKeys()))) {
            Server locked = keyless.stores().servers().findByName("secret").orElseThrow();
            assertThat(locked.secret())
                    .isNotNull()
                    .isNotEqualTo(Secret.of(CANARY))
                    .hasToString("***");
            assertThatThrownBy(() -> locked.secret().reveal())
                    .isInstanceOf(LockedSecretException.class)
                    .hasMessageContaining("k1")
                    .hasMessageNotContaining(CANARY);
            keyless.stores().servers().save(renamed(locked, "renamed"), SecretChange.KEEP);
        }
        assertThat(db.nsca.stores().servers().find(saved.id()).map(Server::secret))
                .contains(Secret.of(CANARY));
    }

    @Test
    void doesNotReadASecretThatWasMovedToAnotherServer() {
        Server one = db.nsca
                .stores()
                .servers()
                .save(Fixture.server("one", CatchUp.LATEST), SecretChange.set(Secret.of(CANARY)));
        Server two = db.nsca
                .stores()
                .servers()
                .save(Fixture.server("two", CatchUp.LATEST), SecretChange.set(Secret.of("other")));
        db.execute("UPDATE nscacheck.nsca_server SET secret_cipher ="
                + " (SELECT secret_cipher FROM nscacheck.nsca_server WHERE id = '" + one.id() + "')");

        assertThat(db.nsca
                        .stores()
                        .servers()
                        .find(two.id())
                        .orElseThrow()
                        .locked()
                        .orElseThrow())
                .contains("cannot be decrypted");
    }

    @Test
    void refusesASecretWithoutAKey() {
        try (NscaDatabase keyless = NscaDatabase.open(
                db.database.dataSource(),
                new NscaDatabase.Settings("nscacheck", NscaDatabase.SchemaMode.MIGRATE, SecretCipher.withoutKeys()))) {
            assertThatThrownBy(() -> keyless.stores()
                            .servers()
                            .save(Fixture.server("s", CatchUp.LATEST), SecretChange.set(Secret.of(CANARY))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nscacheck.secrets.key")
                    .hasMessageNotContaining(CANARY);
        }
    }

    @Test
    @Row(value = "B12", done = "the database refuses them too")
    void refusesBadValuesEvenPastTheApplication() {
        db.addServer("nagios", CatchUp.LATEST);
        assertThatThrownBy(() -> db.addServer("nagios", CatchUp.LATEST)).hasMessageContaining("already has this name");
        for (String set : List.of(
                "port = 0",
                "port = 65536",
                "node_host_name = 'a;b'",
                "node_host_name = repeat('x', 64)",
                "node_host_name = E'a\\nb'",
                "node_host_name = ''")) {
            assertThatThrownBy(() -> db.execute("UPDATE nscacheck.nsca_server SET " + set))
                    .as(set)
                    .hasStackTraceContaining("check constraint");
        }
        db.nsca.stores().checks().save(StoredCheck.of(new CheckKey("a")));
        assertThatThrownBy(() -> db.execute("UPDATE nscacheck.nsca_check SET service = repeat('ä', 64)"))
                .hasStackTraceContaining("nsca_check_service_valid");
    }

    @Test
    void keepsEveryFieldOfACheck() {
        StoredCheck check = new StoredCheck(
                CheckId.random(),
                new CheckKey("mail.queue"),
                "Mail queue of the shop",
                CheckSettings.builder()
                        .service("Mail queue")
                        .host("shop-2")
                        .schedule(ScheduleSpec.cron("0 0/5 8-18 ? * MON-FRI", "Europe/Berlin"))
                        .servers(List.of("nagios", "icinga"))
                        .arguments(Map.of("limit", "10", "text", "ä \"quoted\""))
                        .active(false)
                        .allowVoid(true)
                        .timeout(Duration.ofMillis(1500))
                        .onError(FailureStatus.UNKNOWN)
                        .onTimeout(FailureStatus.CRITICAL)
                        .spread(Duration.ZERO)
                        .confirmation(new Confirmation(3, Duration.ofSeconds(15), true))
                        .runbook("https://wiki.example.net/mails")
                        .build(),
                Instant.parse("2027-01-02T03:04:05.678Z"),
                0);

        db.nsca.stores().checks().save(check);

        assertThat(db.nsca.stores().checks().find(check.id())).contains(check);
        assertThat(db.nsca.stores().checks().findAll()).containsExactly(check);
        db.nsca.stores().checks().delete(check.id());
        assertThat(db.nsca.stores().checks().find(check.id())).isEmpty();
    }

    @Test
    @Row(value = "R53", done = "a plan that was made from an older configuration changes nothing")
    void plansNothingThatWasMadeFromAnOlderConfiguration() {
        StoredCheck stored = db.nsca.stores().checks().save(StoredCheck.of(new CheckKey("a")));
        Check old = Fixture.check(stored, "1h", "a", true);
        long before = db.nsca.stores().due().configuration();
        StoredCheck edited = db.nsca.stores().checks().save(stored);
        db.planDueNow(Fixture.check(edited, "5m", "a", true));

        assertThat(db.nsca
                        .stores()
                        .due()
                        .schedule(
                                List.of(new ScheduledCheck(
                                        old, "", db.nsca.stores().due().now())),
                                before))
                .isFalse();

        assertThat(db.query("SELECT schedule LIKE '5m%', config_version FROM nscacheck.nsca_due"))
                .containsExactly("t 1");
    }

    @Test
    void seedsEachHandlerOnce() {
        StoredCheck first = StoredCheck.of(new CheckKey("a"));
        assertThat(db.nsca.stores().checks().seed(List.of(first))).containsExactly(first);

        assertThat(db.nsca
                        .stores()
                        .checks()
                        .seed(List.of(StoredCheck.of(new CheckKey("a")), StoredCheck.of(new CheckKey("b")))))
                .hasSize(2)
                .contains(first);
        assertThat(db.nsca.stores().checks().findAll()).hasSize(2);
    }

    @Test
    void givesChecksThePresentKeyOfTheirCodeUnlessItHasOne() {
        CheckKey former = new CheckKey("former");
        CheckKey older = new CheckKey("older");
        CheckKey present = new CheckKey("present");
        Map<CheckKey, CheckKey> successors = new LinkedHashMap<>();
        successors.put(former, present);
        successors.put(older, present);
        CheckStore checks = db.nsca.stores().checks();
        checks.seed(List.of(StoredCheck.of(former), StoredCheck.of(older), StoredCheck.of(new CheckKey("other"))));
        CheckId id = idOf(former);
        long before = db.nsca.stores().due().configuration();

        assertThat(checks.rename(successors)).containsExactly(former);

        assertThat(checks.findAll())
                .extracting(check -> check.key() + " " + check.name())
                .containsExactlyInAnyOrder("present present", "older older", "other other");
        assertThat(idOf(present)).isEqualTo(id);
        assertThat(db.nsca.stores().due().configuration()).isGreaterThan(before);
        assertThat(checks.rename(successors)).as("it has one already").isEmpty();
    }

    private CheckId idOf(CheckKey handler) {
        return db.nsca.stores().checks().findAll().stream()
                .filter(check -> check.key().equals(handler))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    @Row(value = "R39", done = "two keys: everything is encrypted anew, and the former can go")
    void encryptsAnewWhatAFormerKeyEncryptedSoThatThatKeyCanGo() {
        db.nsca
                .stores()
                .servers()
                .save(Fixture.server("nagios", CatchUp.LATEST), SecretChange.set(Secret.of("s3cret")));
        SecretCipher both = SecretCipher.of("k2", Map.of("k1", Fixture.key(1), "k2", Fixture.key(2)));
        open(both).close();
        assertThat(db.query("SELECT secret_key_id FROM nscacheck.nsca_server")).containsExactly("k2");
        try (NscaDatabase after = open(SecretCipher.of("k2", Map.of("k2", Fixture.key(2))))) {
            assertThat(after.stores()
                            .servers()
                            .findByName("nagios")
                            .orElseThrow()
                            .secret())
                    .isEqualTo(Secret.of("s3cret"));
        }
    }

    private NscaDatabase open(SecretCipher cipher) {
        return NscaDatabase.open(
                db.database.dataSource(),
                new NscaDatabase.Settings("nscacheck", NscaDatabase.SchemaMode.MIGRATE, cipher));
    }
}
