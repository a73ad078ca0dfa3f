/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.Optional;
import org.nscacheck.notification.Identity;

/** Identities as collectd's commands write them: {@code host/plugin-instance/type-instance}. */
final class Identifiers {

    private Identifiers() {}

    /** Returns the identity, or empty if there are not two slashes; what stands behind the second one is the type. */
    static Optional<Identity> parse(String text) {
        int first = text.indexOf('/');
        int second = text.indexOf('/', first + 1);
        if (first < 0 || second < 0) {
            return Optional.empty();
        }
        String plugin = text.substring(first + 1, second);
        String type = text.substring(second + 1);
        return Optional.of(
                new Identity(text.substring(0, first), name(plugin), instance(plugin), name(type), instance(type)));
    }

    private static String name(String part) {
        int hyphen = part.indexOf('-');
        return hyphen < 0 ? part : part.substring(0, hyphen);
    }

    private static String instance(String part) {
        int hyphen = part.indexOf('-');
        return hyphen < 0 ? "" : part.substring(hyphen + 1);
    }

    static String format(Identity identity) {
        return identity.host() + "/" + joined(identity.plugin(), identity.pluginInstance()) + "/"
                + joined(identity.type(), identity.typeInstance());
    }

    private static String joined(String name, String instance) {
        return instance.isEmpty() ? name : name + "-" + instance;
    }

    /** Returns whether each part but the type is short enough for collectd; the type is looked up instead. */
    static boolean fits(Identity identity) {
        return Fitted.bytes(identity.host()) <= Fitted.NAME_BYTES
                && Fitted.bytes(identity.plugin()) <= Fitted.NAME_BYTES
                && Fitted.bytes(identity.pluginInstance()) <= Fitted.NAME_BYTES
                && Fitted.bytes(identity.typeInstance()) <= Fitted.NAME_BYTES;
    }
}
