/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/**
 * How a collectd is reached by its network protocol.
 *
 * @param endpoint where its network plugin listens, UDP
 * @param security how packets are protected
 */
record NetworkSettings(Endpoint endpoint, PacketSecurity security) {

    /** The port of collectd's network plugin. */
    static final int DEFAULT_PORT = 25826;

    static final List<Setting> SETTINGS = List.of(
            new Setting(
                    "security",
                    "Security",
                    "What the SecurityLevel of the listening collectd is. Signed packets can be read on the way,"
                            + " encrypted ones cannot; both need user and password as in its AuthFile.",
                    "none",
                    List.of(
                            new Setting.Option("none", "none"),
                            new Setting.Option("sign", "sign: HMAC-SHA-256"),
                            new Setting.Option("encrypt", "encrypt: AES-256"))),
            Setting.text(
                    "user", "User", "As in collectd's AuthFile, at most 64 bytes. Not used without security.", ""));

    /** Returns these settings and others behind them. */
    static List<Setting> settingsAnd(Setting... others) {
        List<Setting> all = new ArrayList<>(SETTINGS);
        all.addAll(List.of(others));
        return List.copyOf(all);
    }

    /** Reads the settings; each fault is added to the list, and something harmless stands in for what could not be read. */
    static NetworkSettings read(Server server, SettingValues values, AddressPolicy addresses, List<String> faults) {
        SecurityLevel level = values.choice("security", SecurityLevel.class);
        String user = values.text("user").strip();
        Endpoint endpoint = new Endpoint(server.address(), server.port(), addresses);
        int before = faults.size();
        if (level != SecurityLevel.NONE) {
            requireUser(user, faults);
            requirePassword(server.secret(), faults);
        }
        Secret password = server.secret() == null ? Secret.NONE : server.secret();
        return new NetworkSettings(
                endpoint, faults.size() > before ? PacketSecurity.none() : PacketSecurity.of(level, user, password));
    }

    private static void requireUser(String user, List<String> faults) {
        int bytes = Fitted.bytes(user);
        if (bytes == 0) {
            faults.add("user is missing: security needs one, as in collectd's AuthFile");
        } else if (bytes > PacketSecurity.MAX_USER_BYTES) {
            faults.add("user has " + bytes + " bytes, collectd has room for " + PacketSecurity.MAX_USER_BYTES);
        } else if (user.contains(":") || user.chars().anyMatch(Character::isISOControl)) {
            faults.add("user contains a colon or a control character, which collectd's AuthFile cannot hold");
        }
    }

    private static void requirePassword(@Nullable Secret password, List<String> faults) {
        // One that cannot be decrypted now is asked for when it can; nothing is sent until then.
        if (password == null
                || (password.problem().isEmpty() && password.reveal().isEmpty())) {
            faults.add("the password is missing: security needs the one that collectd's AuthFile has for the user");
        }
    }
}
