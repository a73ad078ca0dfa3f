/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import org.nscacheck.admin.DeliverySummary;
import org.nscacheck.delivery.DeliveryState;

/**
 * What became of a result on its way to one server.
 *
 * @param server name of the server
 * @param target host and service there
 * @param words the state in words
 * @param brief the same for a list
 * @param settled whether waiting for news pays no more
 * @param cause what keeps all results from its server while this one has not been tried, may be empty
 * @param serverId id of the server for its page, empty if it was removed
 */
record DeliveryRow(
        String server, String target, String words, String brief, boolean settled, String cause, String serverId) {

    static DeliveryRow of(DeliverySummary delivery, Words words, ServerNames servers, Instant now) {
        boolean settled =
                delivery.state().isEnded() || (delivery.state() == DeliveryState.WAITING && delivery.attempts() > 0);
        return new DeliveryRow(
                servers.name(delivery.server()),
                delivery.target().toString(),
                words.delivery(delivery, now),
                words.deliveryInShort(delivery, now),
                settled,
                waitsUntried(delivery) ? servers.trouble(delivery.server(), words) : "",
                servers.isKnown(delivery.server()) ? delivery.server().toString() : "");
    }

    private static boolean waitsUntried(DeliverySummary delivery) {
        return delivery.state() == DeliveryState.WAITING && delivery.attempts() == 0;
    }
}
