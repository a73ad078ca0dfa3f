/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.http.JsonBytes;
import tools.jackson.core.JsonGenerator;

/**
 * What OverC's list of alerts reads: {@code GET /ui/api/status/alerts/}, {@code /alerts/server/<id>} and {@code /alerts/service/<id>}.
 *
 * @param alerts the newest first
 */
public record AlertsAnswer(List<Alert> alerts) {

    public AlertsAnswer {
        alerts = List.copyOf(alerts);
    }

    /**
     * An alert.
     *
     * @param id identity
     * @param server the server that it is about, or null for none
     * @param service the service that it is about, or null for none
     * @param createdAt when it was raised, by the receiver's clock
     * @param channel who raised it: {@code service:state}, {@code plugin} or {@code api}
     * @param event what happened, such as {@code FAIL} or {@code offline}
     * @param message text for people
     * @param stateInfo text of the state that raised it, or null if none did
     */
    public record Alert(
            long id,
            @Nullable Item server,
            @Nullable Item service,
            Instant createdAt,
            String channel,
            String event,
            String message,
            @Nullable String stateInfo) {}

    /**
     * A server or a service.
     *
     * @param id identity
     * @param title its name for people
     */
    public record Item(long id, String title) {}

    /** Returns this as JSON in UTF-8. */
    public byte[] toJson() {
        return JsonBytes.object(to -> JsonBytes.list(to, "alerts", alerts, AlertsAnswer::write));
    }

    private static void write(JsonGenerator to, Alert alert) {
        JsonBytes.number(to, "id", alert.id());
        write(to, "server", alert.server());
        write(to, "service", alert.service());
        JsonBytes.text(to, "ctime", PythonTime.text(alert.createdAt()));
        JsonBytes.text(to, "channel", alert.channel());
        JsonBytes.text(to, "event", alert.event());
        JsonBytes.text(to, "message", alert.message());
        JsonBytes.text(to, "state_info", alert.stateInfo());
    }

    private static void write(JsonGenerator to, String key, @Nullable Item item) {
        JsonBytes.text(to, key, item == null ? null : item.title());
        JsonBytes.number(to, key + "_id", item == null ? null : item.id());
    }
}
