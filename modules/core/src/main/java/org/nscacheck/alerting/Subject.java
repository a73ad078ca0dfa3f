/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.notification.Identity;

/**
 * What people are told about: a check of ours, on one node if it runs on each, or something outside whose events are passed on.
 *
 * @param check the check; of something outside an id made of its identity
 * @param node name of the node, empty for a check that runs once
 * @param host the host it reports for
 * @param key its code; {@link #OUTSIDE} for something outside
 * @param name its display name
 * @param tags its tags
 * @param identity what notifications say it is
 */
public record Subject(
        CheckId check, String node, String host, CheckKey key, String name, Set<String> tags, Identity identity) {

    /** Key of what is not a check of ours. */
    public static final CheckKey OUTSIDE = new CheckKey("nscacheck.outside");

    public Subject {
        tags = Set.copyOf(tags);
    }

    /** Returns the subject of events from outside: the same for the same identity, on each node and after a restart. */
    public static Subject of(Identity identity) {
        UUID id = UUID.nameUUIDFromBytes(identity.toString().getBytes(StandardCharsets.UTF_8));
        String name = identity.withoutHost().isEmpty() ? "host" : identity.withoutHost();
        return new Subject(new CheckId(id), "", identity.host(), OUTSIDE, name, Set.of(), identity);
    }

    /** Returns the subject of one event: no other is it, so that none takes the place of another that nobody was told yet. */
    public static Subject ofEvent(Identity identity) {
        Subject same = of(identity);
        return new Subject(CheckId.random(), "", same.host, OUTSIDE, same.name, Set.of(), identity);
    }

    /** Returns whether it is something outside, not a check of ours. */
    public boolean isOutside() {
        return key.equals(OUTSIDE);
    }

    /** Returns which one it is. */
    public SubjectKey id() {
        return new SubjectKey(check, node);
    }
}
