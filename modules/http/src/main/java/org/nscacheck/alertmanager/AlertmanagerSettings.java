/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alertmanager;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.http.HttpPlace;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/**
 * The settings of one server of the kind {@code alertmanager}.
 *
 * @param uri where alerts are posted to
 * @param user of HTTP basic authentication, or empty: the secret is a bearer token
 * @param secret password or token, or null for none
 * @param alerts how alerts are made
 * @param watchdog how long the watchdog alert holds unless it is renewed, or zero for none
 * @param timeout time for each post and its answer
 */
record AlertmanagerSettings(
        URI uri, String user, @Nullable Secret secret, Alerts alerts, Duration watchdog, Duration timeout) {

    static final List<Setting> SETTINGS = List.of(
            HttpPlace.tls(),
            HttpPlace.path(
                    "What stands before /api/v2/alerts in the URL, such as /alertmanager; / if nothing does.", "/"),
            Setting.text(
                    "user",
                    "User",
                    "For HTTP basic authentication with the password of this form. Without a user, a password is sent as a"
                            + " bearer token.",
                    ""),
            new Setting(
                            "severity",
                            "Severity",
                            "Alertmanager routes by labels only. As a label, the alert of the other severity is ended in the same"
                                    + " post.",
                            "label",
                            List.of(
                                    new Setting.Option("label", "a label: warning or critical"),
                                    new Setting.Option("annotation", "an annotation")))
                    .freeOfSecret(),
            Setting.text(
                            "refresh",
                            "Told again every",
                            "The interval in which routes tell again what stays bad. An alert holds for four times that, and for"
                                    + " 24h at the least: what is not told again by then would look healthy. 1m to 30d.",
                            "6h")
                    .freeOfSecret(),
            Setting.text(
                            "watchdog",
                            "Watchdog alert",
                            "How long an alert holds that is renewed as long as this application lives, so that something outside"
                                    + " can notice its end: 3m to 30d, or 0s for none.",
                            "0s")
                    .freeOfSecret(),
            Setting.text("timeout", "Timeout", "Time for each post and its answer, such as 10s.", "10s")
                    .freeOfSecret());

    private static final Duration SHORTEST_WATCHDOG = Duration.ofMinutes(3);
    private static final Duration LONGEST = Duration.ofDays(30);

    /** Reads the settings; each fault is added to the list, and something harmless stands in for what could not be read. */
    static AlertmanagerSettings read(Server server, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        String user = values.text("user").strip();
        if (!user.isEmpty() && server.secret() == null) {
            faults.add("the user needs a password");
        }
        if (user.indexOf(':') >= 0) {
            faults.add("user contains a colon, which HTTP basic authentication ends a user with");
        }
        return new AlertmanagerSettings(
                HttpPlace.read(server, values, "/api/v2/alerts", faults),
                user,
                server.secret(),
                new Alerts(
                        upTo30Days(values, "refresh", Duration.ofMinutes(1), faults),
                        values.option("severity").equals("label")),
                watchdog(values, faults),
                values.duration("timeout", Duration.ofMillis(1)));
    }

    private static Duration watchdog(SettingValues values, List<String> faults) {
        int before = faults.size();
        Duration value = upTo30Days(values, "watchdog", Duration.ZERO, faults);
        if (faults.size() == before && !value.isZero() && value.compareTo(SHORTEST_WATCHDOG) < 0) {
            faults.add("watchdog '" + values.text("watchdog") + "' is shorter than 3m; write 0s for none");
        }
        return value;
    }

    private static Duration upTo30Days(SettingValues values, String name, Duration least, List<String> faults) {
        Duration value = values.duration(name, least);
        if (value.compareTo(LONGEST) > 0) {
            faults.add(name + " '" + values.text(name) + "' is longer than 30d");
            return LONGEST;
        }
        return value;
    }

    /** Returns the value of the header Authorization, if there is one. */
    Optional<String> authorization() {
        if (secret == null) {
            return Optional.empty();
        }
        String password = secret.reveal();
        return Optional.of(
                user.isEmpty()
                        ? "Bearer " + password
                        : "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }
}
