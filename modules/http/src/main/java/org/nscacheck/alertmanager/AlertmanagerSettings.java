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
 * @param timeout time for each post and its answer
 */
record AlertmanagerSettings(URI uri, String user, @Nullable Secret secret, Alerts alerts, Duration timeout) {

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
            Setting.text("timeout", "Timeout", "Time for each post and its answer, such as 10s.", "10s")
                    .freeOfSecret());

    private static final Duration LONGEST_REFRESH = Duration.ofDays(30);

    /** Reads the settings; each fault is added to the list, and something harmless stands in for what could not be read. */
    static AlertmanagerSettings read(Server server, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        Duration refresh = values.duration("refresh", Duration.ofMinutes(1));
        if (refresh.compareTo(LONGEST_REFRESH) > 0) {
            faults.add("refresh '" + values.text("refresh") + "' is longer than 30d");
            refresh = LONGEST_REFRESH;
        }
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
                new Alerts(refresh, values.option("severity").equals("label")),
                values.duration("timeout", Duration.ofMillis(1)));
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
