/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.List;
import org.nscacheck.notification.Notification;

/**
 * What a packet held. Immutable.
 *
 * @param notifications in their order
 * @param values in their order
 * @param problems a sentence for each thing that was wrong or refused; what was read before it counts
 */
public record DecodedPacket(List<Notification> notifications, List<ValueList> values, List<String> problems) {

    public DecodedPacket {
        notifications = List.copyOf(notifications);
        values = List.copyOf(values);
        problems = List.copyOf(problems);
    }
}
