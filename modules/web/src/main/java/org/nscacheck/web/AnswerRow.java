/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import java.util.stream.Collectors;
import org.nscacheck.alerting.Routes;
import org.nscacheck.server.ServerId;

/**
 * What one route would do.
 *
 * @param route its name
 * @param matches whether it is for the case
 * @param reason why, or why not
 * @param told who would be told by it, joined; empty if nobody
 * @param escalated who would be told if nobody acknowledges, joined; empty if nobody
 */
record AnswerRow(String route, boolean matches, String reason, String told, String escalated) {

    static AnswerRow of(Routes.Answer answer, AlertContext context) {
        return new AnswerRow(
                answer.route().name(),
                answer.matches(),
                answer.reason(),
                names(answer.told(), context),
                names(answer.escalated(), context));
    }

    private static String names(List<ServerId> ids, AlertContext context) {
        return ids.stream().map(context::notifier).collect(Collectors.joining(", "));
    }
}
