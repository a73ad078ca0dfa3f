/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import org.nscacheck.http.JsonBytes;
import org.nscacheck.overc.AlertsPost.PostedAlert;
import tools.jackson.core.JsonGenerator;

/** Writes what clients post, and the answers to it. UTF-8, for the content type {@code application/json}. Thread-safe. */
public final class OverCEncoder {

    private OverCEncoder() {}

    /** Returns the body of {@code /api/ping}. */
    public static byte[] ping(Identification server) {
        return JsonBytes.object(to -> server(to, server));
    }

    /** Returns the body of {@code /api/set/service/status}. */
    public static byte[] status(StatusPost post) {
        return JsonBytes.object(to -> {
            server(to, post.server());
            to.writeName("period");
            to.writeNumber(post.period());
            JsonBytes.list(to, "services", post.services(), OverCEncoder::service);
        });
    }

    /** Returns the body of {@code /api/set/alerts}. */
    public static byte[] alerts(AlertsPost post) {
        return JsonBytes.object(to -> {
            server(to, post.server());
            JsonBytes.list(to, "alerts", post.alerts(), OverCEncoder::alert);
        });
    }

    /** Returns the answer to a ping, for HTTP status 200. */
    public static byte[] pong() {
        return one("pong");
    }

    /** Returns the answer to a post that was stored and to an item that was deleted, for HTTP status 200. */
    public static byte[] ok() {
        return one("ok");
    }

    /** Returns the answer to a request that was not taken, for the HTTP statuses 400, 403, 404, 413 and 429. */
    public static byte[] error(String reason) {
        return JsonBytes.object(to -> JsonBytes.text(to, "error", reason));
    }

    private static byte[] one(String key) {
        return JsonBytes.object(to -> JsonBytes.number(to, key, 1L));
    }

    private static void server(JsonGenerator to, Identification server) {
        to.writeName("server");
        JsonBytes.object(to, inside -> {
            JsonBytes.text(inside, "name", server.name());
            JsonBytes.text(inside, "key", server.key().reveal());
        });
    }

    private static void service(JsonGenerator to, ServiceReport service) {
        JsonBytes.text(to, "name", service.name());
        JsonBytes.text(to, "state", OverCStates.text(service.status()));
        JsonBytes.text(to, "info", service.info());
        if (service.period() != null) {
            to.writeName("period");
            to.writeNumber(service.period());
        }
    }

    private static void alert(JsonGenerator to, PostedAlert alert) {
        JsonBytes.text(to, "message", alert.message());
        if (alert.service() != null) {
            JsonBytes.text(to, "service", alert.service());
        }
        if (alert.title() != null) {
            JsonBytes.text(to, "title", alert.title());
        }
    }
}
