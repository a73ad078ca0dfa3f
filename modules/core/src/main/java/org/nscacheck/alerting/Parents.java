/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Severity;

/**
 * The rules of dependencies. A parent is down while it is FAILURE. Dependencies that form a circle hold nobody: else a whole circle
 * would be down in silence.
 */
final class Parents {

    /** A parent changes without a sign to its children. */
    static final Duration POLL = Duration.ofSeconds(10);

    private Parents() {}

    static @Nullable Held find(Subject subject, Condition condition, Context context) {
        Held found = null;
        for (Dependency dependency : context.policies().dependencies()) {
            Parent parent = dependency.isChild(subject) ? context.parent(dependency.parent(), subject) : null;
            if (parent != null && !parent.condition().isEnded() && !isCircle(parent, subject, context)) {
                Held held = hold(dependency, parent, condition, context.now());
                found = stronger(found, held);
            }
        }
        return found;
    }

    private static @Nullable Held stronger(@Nullable Held one, @Nullable Held other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.reason().compareTo(one.reason()) < 0 ? other : one;
    }

    private static @Nullable Held hold(Dependency dependency, Parent parent, Condition child, Instant now) {
        String name = parent.subject().name();
        Condition is = parent.condition();
        Instant look = now.plus(POLL);
        if (is.severity() == Severity.FAILURE) {
            return new Held(Reason.PARENT_DOWN, null, look, "'" + name + "' is down");
        }
        Instant asked = child.since().plus(dependency.confirm());
        if (child.isBad() && is.lastResultAt().isBefore(child.since()) && now.isBefore(asked)) {
            return new Held(
                    Reason.WAITING_FOR_PARENT,
                    asked,
                    LookAgain.earlier(look, asked),
                    "'" + name + "' has no result yet since the problem began");
        }
        Instant awaited = is.since().plus(dependency.fresh());
        if (!child.lastResultAt().isAfter(is.since()) && now.isBefore(awaited)) {
            return Held.until(
                    Reason.WAITING_FOR_FRESH_RESULT, awaited, "no result yet since '" + name + "' is up again");
        }
        return null;
    }

    private static boolean isCircle(Parent parent, Subject child, Context context) {
        return dependsOn(parent.subject(), child, context, new HashSet<>());
    }

    private static boolean dependsOn(Subject subject, Subject on, Context context, Set<SubjectKey> seen) {
        if (!seen.add(subject.id())) {
            return false;
        }
        for (Dependency dependency : context.policies().dependencies()) {
            if (dependency.isChild(subject)) {
                Parent parent = context.parent(dependency.parent(), subject);
                if (dependency.parent().equals(on.check())
                        || (parent != null && dependsOn(parent.subject(), on, context, seen))) {
                    return true;
                }
            }
        }
        return false;
    }
}
