/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.List;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;

/** One line of collectd's text protocol, as {@link CommandParser} reads it. */
public sealed interface Command {

    /** {@code PUTNOTIF}: tells something to people. */
    record PutNotification(Notification notification) implements Command {}

    /** {@code PUTVAL}: brings values of one identity, none or several. */
    record PutValues(List<ValueList> lists) implements Command {
        public PutValues {
            lists = List.copyOf(lists);
        }
    }

    /**
     * {@code GETVAL}: asks for the last values of one identity.
     *
     * @param sources the data sources of its type
     */
    record GetValue(Identity identity, List<DataSource> sources) implements Command {
        public GetValue {
            sources = List.copyOf(sources);
        }
    }

    /** {@code LISTVAL}: asks for all identities that have values. */
    record ListValues() implements Command {}

    /**
     * {@code GETTHRESHOLD}: asks for the threshold that counts for a value.
     *
     * @param identifier the identity as it was written
     */
    record GetThreshold(Identity identity, String identifier) implements Command {}

    /** {@code FLUSH}: asks that what is held back be written. */
    record Flush(FlushRequest request) implements Command {}

    /**
     * A line that is none of them.
     *
     * @param reason as collectd words it
     */
    record Faulty(String reason) implements Command {}
}
