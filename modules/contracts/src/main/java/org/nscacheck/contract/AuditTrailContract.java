/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nscacheck.RefusedException;
import org.nscacheck.alerting.Subject;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditEntry;
import org.nscacheck.audit.AuditFilter;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.audit.AuditTrail;
import org.nscacheck.audit.FieldChange;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.notification.Identity;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.StaleVersionException;

/** What each audit trail keeps, and what the stores of its database enter. */
public interface AuditTrailContract extends DatabaseContract {

    /** The most wanted where all are. */
    int MANY = 100;

    private AuditTrail trail() {
        return stores().audit();
    }

    private List<AuditEntry> all() {
        return trail().find(AuditFilter.ALL, Long.MAX_VALUE, MANY);
    }

    private AuditEntry latest() {
        return all().get(0);
    }

    private void write(String actor, AuditKind kind, String name, FieldChange... changes) {
        trail().write(AuditNote.of(actor, AuditAction.CHANGED, new AuditSubject(kind, name + "-id", name), changes));
    }

    private List<String> names(AuditFilter filter) {
        return trail().find(filter, Long.MAX_VALUE, MANY).stream()
                .map(entry -> entry.subject().name())
                .toList();
    }

    @Test
    default void keepsAllOfAnEntry() {
        Instant before = stores().due().now();
        FieldChange change = new FieldChange("timeout", null, "PT1M \"'\\%_\u2713");
        write("anna", AuditKind.CHECK, "disk", change);

        AuditEntry entry = latest();
        assertThat(entry.note())
                .isEqualTo(AuditNote.of(
                        "anna", AuditAction.CHANGED, new AuditSubject(AuditKind.CHECK, "disk-id", "disk"), change));
        assertThat(entry.at()).isBetween(before, stores().due().now());
        assertThat(trail().find(entry.id())).contains(entry);
        assertThat(trail().find(entry.id() + 1)).isEmpty();
    }

    @Test
    default void returnsTheNewestFirstAndPageByPage() {
        for (int i = 1; i <= 5; i++) {
            write("anna", AuditKind.CHECK, "check " + i);
        }

        List<AuditEntry> first = trail().find(AuditFilter.ALL, Long.MAX_VALUE, 2);
        List<AuditEntry> second = trail().find(AuditFilter.ALL, first.get(1).id(), 2);
        List<AuditEntry> last = trail().find(AuditFilter.ALL, second.get(1).id(), 2);

        assertThat(first).extracting(entry -> entry.subject().name()).containsExactly("check 5", "check 4");
        assertThat(second).extracting(entry -> entry.subject().name()).containsExactly("check 3", "check 2");
        assertThat(last).extracting(entry -> entry.subject().name()).containsExactly("check 1");
    }

    @Test
    default void findsByActorKindAndSubject() {
        write("anna", AuditKind.CHECK, "disk");
        write("olaf", AuditKind.CHECK, "mail");
        write("anna", AuditKind.SERVER, "nagios");

        assertThat(names(new AuditFilter("anna", null, "", ""))).containsExactly("nagios", "disk");
        assertThat(names(new AuditFilter("", AuditKind.CHECK, "", ""))).containsExactly("mail", "disk");
        assertThat(names(AuditFilter.of(AuditKind.CHECK, "disk-id"))).containsExactly("disk");
        assertThat(names(AuditFilter.of(AuditKind.SERVER, "disk-id"))).isEmpty();
        assertThat(names(new AuditFilter("Anna", null, "", ""))).isEmpty();
    }

    @Test
    default void findsTextInNamesFieldsAndValuesWhateverTheCase() {
        write("anna", AuditKind.CHECK, "Disk", new FieldChange("timeout", "PT1M", "PT2M"));
        write("anna", AuditKind.CHECK, "mail 100%", new FieldChange("runbook", null, "https://Wiki_1"));

        assertThat(names(new AuditFilter("", null, "", "dISK"))).containsExactly("Disk");
        assertThat(names(new AuditFilter("", null, "", "TIMEOUT"))).containsExactly("Disk");
        assertThat(names(new AuditFilter("", null, "", "pt2m"))).containsExactly("Disk");
        assertThat(names(new AuditFilter("", null, "", "wiki_"))).containsExactly("mail 100%");
        assertThat(names(new AuditFilter("", null, "", "0%"))).containsExactly("mail 100%");
        assertThat(names(new AuditFilter("", null, "", "%"))).containsExactly("mail 100%");
        assertThat(names(new AuditFilter("", null, "", "\\"))).isEmpty();
    }

    @Test
    default void removesWhatIsOldTheOldestFirst() {
        write("anna", AuditKind.CHECK, "a");
        passTime(Duration.ofDays(1));
        write("anna", AuditKind.CHECK, "b");
        passTime(Duration.ofDays(31));
        write("anna", AuditKind.CHECK, "c");

        assertThat(trail().purge(Duration.ofDays(30), 1)).isOne();
        assertThat(names(AuditFilter.ALL)).containsExactly("c", "b");
        assertThat(trail().purge(Duration.ofDays(30), 10)).isOne();
        assertThat(trail().purge(Duration.ofDays(30), 10)).isZero();
        assertThat(names(AuditFilter.ALL)).containsExactly("c");
    }

    @Test
    default void entersEachChangeOfACheckWithItsFieldsOnce() {
        StoredCheck added = stores().checks().save(check(Map.of("limit", "5")), "anna");
        StoredCheck changed = stores().checks().save(withLimit(added, "7"), "olaf");
        stores().checks().save(changed, "olaf");
        StoredCheck paused = stores().checks().save(changed.pausedUntil(StoredCheck.UNTIL_RESUMED), "anna");
        stores().checks().save(paused.pausedUntil(null), "anna");
        stores().checks().delete(added.id(), "anna");

        assertThat(all())
                .extracting(AuditEntry::action)
                .containsExactly(
                        AuditAction.REMOVED,
                        AuditAction.RESUMED,
                        AuditAction.PAUSED,
                        AuditAction.CHANGED,
                        AuditAction.ADDED);
        assertThat(all()).allSatisfy(entry -> assertThat(entry.subject())
                .isEqualTo(new AuditSubject(AuditKind.CHECK, added.id().toString(), "disk")));
        assertThat(all().get(3).actor()).isEqualTo("olaf");
        assertThat(all().get(3).changes()).containsExactly(new FieldChange("argument.limit", "5", "7"));
        assertThat(all().get(0).changes()).contains(new FieldChange("name", "disk", null));
    }

    private static StoredCheck check(Map<String, String> arguments) {
        return withArguments(StoredCheck.of(new CheckKey("disk")), arguments);
    }

    private static StoredCheck withLimit(StoredCheck check, String limit) {
        return withArguments(check, Map.of("limit", limit));
    }

    private static StoredCheck withArguments(StoredCheck check, Map<String, String> arguments) {
        return new StoredCheck(
                check.id(),
                check.key(),
                check.name(),
                CheckSettings.builder().arguments(arguments).build(),
                check.pausedUntil(),
                check.version());
    }

    @Test
    default void entersNothingOfAChangeThatIsRefused() {
        StoredCheck disk = stores().checks().save(check(Map.of()), "anna");
        StoredCheck other = StoredCheck.of(new CheckKey("mail"));
        stores().checks().save(withLimit(disk, "1"), "anna");
        int entered = all().size();

        assertThatThrownBy(() -> stores().checks().save(withLimit(disk, "2"), "olaf"))
                .isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> stores().checks()
                        .save(new StoredCheck(other.id(), other.key(), "disk", other.settings(), null, 0), "olaf"))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> stores().due().runNow(other.id(), Samples.note()))
                .isInstanceOf(RefusedException.class);
        assertThat(stores().alerts()
                        .unacknowledge(
                                Subject.of(new Identity("host", "disk", "", "check", ""))
                                        .id(),
                                Samples.note()))
                .isFalse();

        assertThat(all()).hasSize(entered);
    }

    @Test
    default void entersOfASecretOnlyWhetherThereIsOne() {
        String canary = "canary-" + UUID.randomUUID();
        Server added = stores().servers()
                .save(
                        Server.builder("nagios", "nsca")
                                .address("127.0.0.1")
                                .hostName("shop")
                                .settings(Map.of("api-key", canary))
                                .build(),
                        SecretChange.set(Secret.of(canary)),
                        "anna");
        assertThat(latest().changes())
                .contains(new FieldChange("secret", null, "set"), new FieldChange("setting.api-key", null, "set"));
        Server changed = stores().servers().save(added, SecretChange.set(Secret.of(canary + "2")), "anna");
        assertThat(latest().changes()).containsExactly(new FieldChange("secret", "set", "changed"));
        stores().servers().removeSecret(changed.id(), "anna");
        assertThat(latest().changes()).containsExactly(new FieldChange("secret", "set", "removed"));
        stores().servers().delete(changed.id(), "anna");
        stores().checks().save(check(Map.of("dbPassword", canary)), "anna");
        stores().policies().save(Policy.of(PolicyKind.SILENCE, "quiet", Map.of("access-token", canary)), "anna");

        assertThat(all()).hasSize(6);
        assertThat(all().toString()).doesNotContain(canary);
    }

    @Test
    default void entersTheChangesOfPolicies() {
        Policy saved = stores().policies().save(Policy.of(PolicyKind.SILENCE, "quiet", Map.of("check", "a")), "anna");
        stores().policies().delete(saved.id(), "olaf");
        stores().policies().delete(saved.id(), "olaf");

        assertThat(all()).extracting(AuditEntry::action).containsExactly(AuditAction.REMOVED, AuditAction.ADDED);
        assertThat(latest().subject())
                .isEqualTo(new AuditSubject(AuditKind.SILENCE, saved.id().toString(), "quiet"));
        assertThat(latest().changes()).contains(new FieldChange("setting.check", "a", null));
    }
}
