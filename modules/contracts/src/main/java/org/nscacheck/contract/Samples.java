/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.DueList.ScheduledCheck;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.run.Claim;
import org.nscacheck.run.RunRecord;
import org.nscacheck.schedule.IntervalSchedule;
import org.nscacheck.sender.Report;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** The servers, checks and reports of the contracts. */
public final class Samples {

    static final String HOST = "shop";

    /** When each sample was found. */
    static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    /** Texts that have broken receivers, or that pretend to be something else than text. */
    static final List<String> HOSTILE = List.of(
            "",
            " ",
            "|",
            "a;b|c\\d\te\"f'g`$(h)",
            "first\nsecond\r\nthird\n",
            "\u0000 \u0007 \u001b[31mred \u007f \u0085",
            "Größe 5 € ÄÖÜß ığ 🚀",
            "\ud800 half a character, \u202e turned, \u2028 parted",
            "x".repeat(4096),
            "ä".repeat(4096),
            "line\n".repeat(1000),
            "fine\n[1772359200] PROCESS_SERVICE_CHECK_RESULT;shop;Forged;0;fine",
            "\n\nhost_name=shop\nservice_description=Forged\nreturn_code=0\noutput=fine",
            "{\"service\": \"Forged\"}]]>&<a href='x'>");

    private Samples() {}

    static Server server(String name) {
        return Server.builder(name, "nsca").address("127.0.0.1").hostName(HOST).build();
    }

    static StoredCheck check(String key) {
        return StoredCheck.of(new CheckKey(key));
    }

    /** Returns the check as one that runs each minute, once in the cluster, and tells nobody. */
    static ScheduledCheck scheduled(StoredCheck stored, Instant firstRunAt) {
        return new ScheduledCheck(resolved(stored), "", firstRunAt);
    }

    /** Returns the check as one that runs each minute, and reports to these servers under its key. */
    static Check resolved(StoredCheck stored, Server... servers) {
        return Check.builder(stored.id(), stored.key(), stored.name(), IntervalSchedule.parse("1m", ZoneOffset.UTC))
                .destinations(Stream.of(servers)
                        .map(server -> new Check.Destination(
                                server.id(),
                                Target.service(server.hostName(), stored.key().value())))
                        .toList())
                .build();
    }

    /** Returns what is recorded of a run that found nothing wrong, and after which none is planned for a while. */
    static RunRecord run(Claim claim) {
        Instant next = claim.claimedAt().plus(Duration.ofHours(1));
        return new RunRecord(
                claim,
                new CheckRun(
                        claim.claimedAt(),
                        claim.claimedAt(),
                        CheckRun.Outcome.SUCCESS,
                        CheckResult.of(Status.OK, "fine")),
                next,
                next,
                claim.state().after(Status.OK, claim.claimedAt()),
                null,
                List.of());
    }

    static Report report(String service, Status status, String message) {
        return report(service, status, message, "", null);
    }

    static Report report(
            String service, Status status, String message, String longOutput, @Nullable Instant validUntil) {
        return new Report(
                Target.service(HOST, service),
                new CheckResult(status, message, longOutput, PerfData.of(Metric.of("queued", 7))),
                AT,
                validUntil);
    }

    /** Returns reports of as many services. */
    static List<Report> reports(int count) {
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reports.add(report("Service " + i, Status.ofCode(i % 4).orElseThrow(), "message " + i));
        }
        return reports;
    }

    /** Returns a report of each hostile text, as message and as further lines. */
    static List<Report> hostile() {
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < HOSTILE.size(); i++) {
            reports.add(report("Message " + i, Status.WARNING, HOSTILE.get(i)));
            reports.add(report("Größe " + i, Status.CRITICAL, "further lines", HOSTILE.get(i), null));
        }
        return reports;
    }

    /** Returns a problem of one metric, with a fact of each type. */
    static Notification notification(String service, String text) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("server", "main");
        facts.put("queued", 7L);
        facts.put("value", 7.5);
        facts.put("confirmed", true);
        return new Notification(
                Notification.Kind.PROBLEM,
                Severity.FAILURE,
                AT,
                new Identity(HOST, "mail-queue", service, "metric", "queued"),
                text,
                facts);
    }

    /** Returns notifications about as many services. */
    static List<Notification> notifications(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> notification("Service " + i, "message " + i + "."))
                .toList();
    }

    /** Returns a notification of each hostile text, as text, identity and fact. */
    static List<Notification> hostileNotifications() {
        return HOSTILE.stream()
                .map(text -> new Notification(
                        Notification.Kind.EVENT,
                        Severity.WARNING,
                        AT,
                        new Identity(HOST, text, text, text, text),
                        text,
                        Map.of("fact", text, text, "value")))
                .toList();
    }

    /** Returns the reports that carry these. */
    static List<Report> told(List<Notification> notifications) {
        return notifications.stream()
                .map(told -> new Report(
                        Target.service(HOST, "notifications"),
                        CheckResult.of(told.severity().status(), "told"),
                        told.at(),
                        null,
                        told))
                .toList();
    }

    /** Returns what is entered in the audit trail when somebody has a check run. */
    public static AuditNote note() {
        AuditSubject subject =
                new AuditSubject(AuditKind.CHECK, CheckId.random().toString(), "disk");
        return AuditNote.of("anna", AuditAction.RUN_REQUESTED, subject);
    }
}
