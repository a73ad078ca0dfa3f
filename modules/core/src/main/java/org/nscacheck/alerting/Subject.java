/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.notification.Identity;
import org.nscacheck.server.ServerId;

/**
 * What people are told about: a check of ours, on one node if it runs on each, or something outside whose events are passed on.
 *
 * @param check the check; of something outside an id made of its identity, of a notifier its own
 * @param node name of the node, empty for a check that runs once
 * @param host the host it reports for
 * @param key its code; {@link #OUTSIDE} for something outside, {@link #NOTIFIER} for a notifier
 * @param name its display name
 * @param tags its tags
 * @param identity what notifications say it is
 */
public record Subject(
        CheckId check, String node, String host, CheckKey key, String name, Set<String> tags, Identity identity) {

    /** Key of what is not a check of ours. */
    public static final CheckKey OUTSIDE = new CheckKey("nscacheck.outside");

    /** Key of a notifier, of which others tell that it fails. */
    public static final CheckKey NOTIFIER = new CheckKey("nscacheck.notifier");

    public Subject {
        tags = Set.copyOf(tags);
    }

    /**
     * Returns a check as people are told of it, on one node if it runs on each.
     *
     * @param id the check and the node
     * @param host the host it reports for
     * @param name its display name; with the node it is the plugin's instance, unless it is the key
     */
    public static Subject ofCheck(SubjectKey id, String host, CheckKey key, String name, Set<String> tags) {
        String node = id.node();
        String instance = name.equals(key.value()) ? node : node.isEmpty() ? name : name + " " + node;
        Identity identity = new Identity(host, key.value(), instance, "check", "");
        return new Subject(id.check(), node, host, key, name, tags, identity);
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

    /**
     * Returns a notifier itself: whether it can tell people anything.
     *
     * @param host name of the host that it reports for
     */
    public static Subject ofNotifier(ServerId id, String host, String name) {
        Identity identity = new Identity(host, "nscacheck", name, "notifier", "");
        return new Subject(new CheckId(id.value()), "", host, NOTIFIER, "notifier " + name, Set.of(), identity);
    }

    /** Returns whether it is something outside, or a notifier, and no check of ours. */
    public boolean isOutside() {
        return key.equals(OUTSIDE) || isNotifier();
    }

    /** Returns whether it is a notifier. */
    public boolean isNotifier() {
        return key.equals(NOTIFIER);
    }

    /** Returns whether it is this notifier, which therefore cannot tell of it. */
    boolean isNotifier(ServerId notifier) {
        return isNotifier() && check.value().equals(notifier.value());
    }

    /** Returns which one it is. */
    public SubjectKey id() {
        return new SubjectKey(check, node);
    }
}
