/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;

/**
 * Ties a secret to the receiver it was typed for. Many may change a server who do not know its secret: sent to an address of
 * their own it would be theirs, after one packet.
 */
final class SecretBinding {

    private final SenderFactories senders;

    SecretBinding(SenderFactories senders) {
        this.senders = senders;
    }

    /** Returns what differs of that which a secret belongs to, in words. */
    List<String> changes(Server before, Server after) {
        List<String> changes = new ArrayList<>();
        if (!before.kind().equals(after.kind())) {
            changes.add("kind");
        }
        if (!before.address().equals(after.address())) {
            changes.add("address");
        }
        if (before.port() != after.port()) {
            changes.add("port");
        }
        senders.find(after.kind()).map(SenderFactory::settings).orElse(List.of()).stream()
                .filter(Setting::bindsSecret)
                .filter(setting -> !value(setting, before).equals(value(setting, after)))
                .forEach(setting -> changes.add("'" + setting.label() + "'"));
        return changes;
    }

    private static String value(Setting setting, Server server) {
        return server.setting(setting.name()).orElse(setting.defaultValue());
    }

    /**
     * Returns what becomes of the stored secret.
     *
     * @param stored the server as it is, or null if it is new
     * @param typed the server as somebody wants it
     * @param secret what he wants of the stored secret
     * @throws InvalidFieldException if he has to type the secret
     */
    SecretChange bound(@Nullable Server stored, Server typed, SecretChange secret) {
        List<String> changes = stored == null ? List.of() : changes(stored, typed);
        Optional<Secret> local = senders.find(typed.kind()).flatMap(factory -> factory.localSecret(typed));
        boolean moved = stored == null || !changes.isEmpty();
        if (local.isPresent() && moved) {
            requireKnown(local.get(), secret.applyTo(null));
            return SecretChange.REMOVE;
        }
        if (stored != null && stored.secret() != null && moved && secret.equals(SecretChange.KEEP)) {
            throw new InvalidFieldException(
                    InvalidFieldException.SECRET,
                    "The stored password belongs to the former receiver; with another " + String.join(", ", changes)
                            + " it must be typed again, or be removed before.");
        }
        return secret;
    }

    private static void requireKnown(Secret local, @Nullable Secret typed) {
        if (!MessageDigest.isEqual(
                local.bytes(), Objects.requireNonNullElse(typed, Secret.NONE).bytes())) {
            throw new InvalidFieldException(
                    InvalidFieldException.SECRET,
                    "The password in the file is to be sent to another receiver: type it as it stands there, to show that you"
                            + " know it. It is not stored. Servers in properties need no such proof.");
        }
    }
}
