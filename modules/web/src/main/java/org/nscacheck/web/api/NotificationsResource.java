/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.check.CheckId;
import org.nscacheck.schedule.Durations;
import org.nscacheck.server.ServerId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong, who was told of it, and who takes care. */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/api/v1")
public final class NotificationsResource extends ApiController {

    public NotificationsResource(Api api) {
        super(api);
    }

    /** The newest of what was told and held back. */
    @GetMapping("/notifications")
    ResponseEntity<byte[]> notifications(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> given) {
        Query query = Query.of(given, "check", "node", "limit");
        UUID check = query.uuid("check");
        SubjectKey subject = check == null ? null : subject(check, query.text("node"));
        Map<ServerId, String> names = api.alerts().notifiers(actor);
        return ok(Page.all(api.alerts().history(actor, subject, query.number("limit", Page.DEFAULT, Page.MOST)).stream()
                .map(noted -> NotificationItem.of(noted, names))
                .toList()));
    }

    /** What is wrong now, by the name of the check. */
    @GetMapping("/problems")
    ResponseEntity<byte[]> problems(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> given) {
        Query query = Query.of(given, "limit", "after");
        List<ProblemItem> items =
                api.alerts().open(actor).stream().map(ProblemItem::of).toList();
        return ok(Page.of(items, item -> item.name() + "\n" + item.node() + "\n" + item.check(), false, query));
    }

    /** Takes care of a problem: nobody is told again until it is worse, over, or the given time has passed. */
    @PostMapping("/problems/{check}/acknowledge")
    ResponseEntity<byte[]> acknowledge(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("check") String check,
            HttpServletRequest request)
            throws IOException {
        actor.require(Permission.OPERATE);
        Body body = body(request).only("node", "reason", "length");
        SubjectKey subject = subject(uuid(check), body.text("node"));
        Duration length = body.read("length", Durations::parse);
        api.alerts().acknowledge(actor, subject, Objects.requireNonNullElse(body.text("reason"), ""), length);
        return ok(problem(actor, subject));
    }

    /** Takes an acknowledgement back. */
    @PostMapping("/problems/{check}/unacknowledge")
    ResponseEntity<byte[]> unacknowledge(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("check") String check,
            HttpServletRequest request)
            throws IOException {
        actor.require(Permission.OPERATE);
        SubjectKey subject = subject(uuid(check), body(request).only("node").text("node"));
        api.alerts().unacknowledge(actor, subject);
        return ok(problem(actor, subject));
    }

    private ProblemItem problem(Actor actor, SubjectKey subject) {
        return api.alerts().open(actor).stream()
                .filter(open -> open.subject().id().equals(subject))
                .findFirst()
                .map(ProblemItem::of)
                .orElseThrow(() -> new NoSuchElementException("Nothing is wrong with it any more."));
    }

    private static SubjectKey subject(UUID check, @Nullable String node) {
        return new SubjectKey(new CheckId(check), Objects.requireNonNullElse(node, ""));
    }
}
