/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.nscacheck.FailureStatus;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Confirmation;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Change;

/** A check's configuration as Hibernate sees it; never leaves the module. */
@Entity(name = "NscaCheck")
@Table(name = "nsca_check")
class CheckEntity {

    @Id
    private UUID id = new UUID(0, 0);

    @Column(name = "handler_key")
    private String handlerKey = "";

    private String name = "";

    private @Nullable String service;

    private @Nullable String host;

    @Column(name = "schedule_every")
    private @Nullable String scheduleEvery;

    @Column(name = "schedule_cron")
    private @Nullable String scheduleCron;

    @Column(name = "schedule_zone")
    private @Nullable String scheduleZone;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private String @Nullable [] servers;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> arguments = new HashMap<>();

    private @Nullable Boolean active;

    @Column(name = "allow_void")
    private @Nullable Boolean allowVoid;

    @Column(name = "timeout_ms")
    private @Nullable Long timeoutMillis;

    @Column(name = "on_error")
    private @Nullable String onError;

    @Column(name = "on_timeout")
    private @Nullable String onTimeout;

    @Column(name = "spread_ms")
    private @Nullable Long spreadMillis;

    @Column(name = "max_attempts")
    private @Nullable Integer maxAttempts;

    @Column(name = "retry_interval_ms")
    private @Nullable Long retryIntervalMillis;

    @Column(name = "report_each_attempt")
    private @Nullable Boolean reportEachAttempt;

    private @Nullable String runbook;

    @Column(name = "paused_until")
    private @Nullable Instant pausedUntil;

    @Column(name = "changed_by")
    private @Nullable String changedBy;

    @Column(name = "changed_at")
    private @Nullable Instant changedAt;

    @Version
    private int version;

    CheckEntity() {}

    CheckEntity(CheckId id) {
        this.id = id.value();
    }

    int version() {
        return version;
    }

    void changed(Change change) {
        changedBy = change.by();
        changedAt = change.at();
    }

    Optional<Change> lastChange() {
        return changedBy == null || changedAt == null
                ? Optional.empty()
                : Optional.of(new Change(changedBy, changedAt));
    }

    void rename(CheckKey key, String newName) {
        handlerKey = key.value();
        name = newName;
    }

    CheckEntity take(StoredCheck check) {
        handlerKey = check.key().value();
        name = check.name();
        pausedUntil = check.pausedUntil();
        take(check.settings());
        return this;
    }

    private void take(CheckSettings settings) {
        service = settings.service();
        host = settings.host();
        ScheduleSpec schedule = settings.schedule();
        scheduleEvery = schedule == null ? null : schedule.every();
        scheduleCron = schedule == null ? null : schedule.cron();
        scheduleZone = schedule == null ? null : schedule.zone();
        List<String> names = settings.servers();
        servers = names == null ? null : names.toArray(String[]::new);
        arguments = new HashMap<>(settings.arguments());
        active = settings.active();
        allowVoid = settings.noResult().allowVoid();
        timeoutMillis = millis(settings.timeout());
        onError = name(settings.noResult().onError());
        onTimeout = name(settings.noResult().onTimeout());
        spreadMillis = millis(settings.spread());
        Confirmation confirmation = settings.confirmation();
        maxAttempts = confirmation == null ? null : confirmation.attempts();
        retryIntervalMillis = confirmation == null ? null : millis(confirmation.retryInterval());
        reportEachAttempt = confirmation == null ? null : confirmation.reportEach();
        runbook = settings.runbook();
    }

    StoredCheck toCheck() {
        return new StoredCheck(new CheckId(id), new CheckKey(handlerKey), name, settings(), pausedUntil, version);
    }

    private CheckSettings settings() {
        return CheckSettings.builder()
                .service(service)
                .host(host)
                .schedule(
                        scheduleEvery == null && scheduleCron == null
                                ? null
                                : new ScheduleSpec(scheduleEvery, scheduleCron, scheduleZone))
                .spread(duration(spreadMillis))
                .timeout(duration(timeoutMillis))
                .servers(servers == null ? null : List.of(servers))
                .arguments(arguments)
                .active(active)
                .allowVoid(allowVoid)
                .onError(failure(onError))
                .onTimeout(failure(onTimeout))
                .confirmation(confirmation())
                .runbook(runbook)
                .build();
    }

    private @Nullable Confirmation confirmation() {
        Integer attempts = maxAttempts;
        Duration retryInterval = duration(retryIntervalMillis);
        Boolean reportEach = reportEachAttempt;
        return attempts == null || retryInterval == null || reportEach == null
                ? null
                : new Confirmation(attempts, retryInterval, reportEach);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static @Nullable Duration duration(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static @Nullable String name(@Nullable FailureStatus status) {
        return status == null ? null : status.name();
    }

    private static @Nullable FailureStatus failure(@Nullable String name) {
        return name == null ? null : FailureStatus.valueOf(name);
    }
}
