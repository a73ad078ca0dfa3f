/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.overc.AlertsPost;
import org.nscacheck.overc.AlertsPost.PostedAlert;
import org.nscacheck.overc.OverCAnswer;
import org.nscacheck.overc.OverCClient;
import org.nscacheck.sender.Deadline;
import org.nscacheck.server.Names;

/** Tells OverC that the monitor cannot go on, as {@code overcli} means to: an alert about the whole server. */
final class FatalAlert {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final @Nullable OverCTarget target;

    FatalAlert(@Nullable OverCTarget target) {
        this.target = target;
    }

    /** Returns why nobody could be told; empty if OverC took it, or there is no OverC. */
    Optional<String> raise(String message) {
        if (target == null) {
            return Optional.empty();
        }
        try {
            PostedAlert alert = PostedAlert.of("nscacheck monitor: " + Names.printable(message), null);
            OverCAnswer answer = new OverCClient(target.settings())
                    .alerts(new AlertsPost(target.identification(), List.of(alert)), Deadline.in(LIMIT));
            return answer.isTaken() ? Optional.empty() : Optional.of(answer.reason());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
