/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nscacheck.admin.Actor;
import org.nscacheck.alerting.Noted;
import org.nscacheck.check.CheckId;
import org.nscacheck.server.ServerId;

/**
 * What rows about notifications need beside what they show.
 *
 * @param words says times
 * @param now the time
 * @param notifiers names by id
 * @param checks the checks that have a page
 * @param history newest decisions, the newest first
 */
record AlertContext(
        Words words, Instant now, Map<ServerId, String> notifiers, Set<CheckId> checks, List<Noted> history) {

    /** Returns what the services know now. */
    static AlertContext of(Screens screens, Actor actor, List<Noted> history) {
        Set<CheckId> checks = screens.overview().checks(actor).stream()
                .map(view -> view.stored().id())
                .collect(Collectors.toSet());
        return new AlertContext(screens.words(), screens.now(), screens.alerts().notifiers(actor), checks, history);
    }

    String notifier(ServerId id) {
        return notifiers.getOrDefault(id, "a notifier that was removed");
    }

    /** Returns the id of the check for its page, or empty if it has none: it is outside, or was deleted. */
    String page(CheckId check) {
        return checks.contains(check) ? check.toString() : "";
    }

    Words.Moment moment(Instant at) {
        return words.of(at, now);
    }
}
