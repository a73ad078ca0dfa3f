/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.ServerView;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.springframework.http.ResponseEntity;

/**
 * A server or notifier with its configuration, never with its secret; the other parts are those of {@link ServerItem}.
 *
 * @param configuration how it is reached, or null for whoever may not administer
 */
record ServerDetail(
        UUID id,
        String name,
        String kind,
        boolean active,
        boolean hasSecret,
        @Nullable String locked,
        int checks,
        ServerItem.Way way,
        @Nullable Configuration configuration) {

    /**
     * How a server is reached, and what is sent to it.
     *
     * @param address name or address
     * @param port TCP port, 1 to 65535
     * @param hostName host name under which the monitoring server knows this application
     * @param settings further settings of its kind by name
     * @param active whether anything is sent to it
     * @param catchUp which waiting results are sent after an outage
     * @param maxAge how old a result may get before it expires, or null for 24 hours
     */
    record Configuration(
            String address,
            int port,
            String hostName,
            Map<String, String> settings,
            boolean active,
            CatchUp catchUp,
            @Nullable Duration maxAge) {

        static Configuration of(Server server) {
            return new Configuration(
                    server.address(),
                    server.port(),
                    server.hostName(),
                    server.settings(),
                    server.active(),
                    server.catchUp(),
                    server.maxAge());
        }
    }

    static ServerDetail of(ServerView view, Actor actor) {
        ServerItem item = ServerItem.of(view);
        return new ServerDetail(
                item.id(),
                item.name(),
                item.kind(),
                item.active(),
                item.hasSecret(),
                item.locked(),
                item.checks(),
                item.way(),
                actor.may(Permission.ADMINISTER) ? Configuration.of(view.server()) : null);
    }

    /** Returns an answer that says which version it shows. */
    static ResponseEntity<byte[]> tagged(ResponseEntity.BodyBuilder builder, ServerView view, Actor actor) {
        return ApiController.answer(builder.eTag(Etag.of(view.server().version())), of(view, actor));
    }
}
