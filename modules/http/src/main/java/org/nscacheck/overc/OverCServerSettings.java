/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/**
 * The settings of one server of the kind {@code overc}.
 *
 * @param client how to talk to it
 * @param key the key of all names under which we report
 * @param form how reports look there
 */
record OverCServerSettings(OverCClientSettings client, Secret key, ReportForm form) {

    static final List<Setting> SETTINGS = List.of(
            new Setting(
                    "tls",
                    "TLS",
                    "Without it, whoever is on the way reads the key.",
                    "false",
                    List.of(
                            new Setting.Option("false", "no: http"),
                            new Setting.Option("true", "yes: https, with a certificate that Java trusts"))),
            Setting.text(
                    "path",
                    "Path",
                    "What stands before /api/set/service/status in the URL, such as /overc; / if nothing does.",
                    "/"),
            Setting.text(
                    "user",
                    "User",
                    "For a web server in front of OverC that asks for a user and a password (HTTP basic authentication)."
                            + " The password of this form is then that password, a blank, and OverC's key.",
                    ""),
            Setting.text(
                            "host-service",
                            "Service of host results",
                            "OverC knows services only: the state of the host itself is shown as one of this name.",
                            "host")
                    .freeOfSecret(),
            new Setting(
                            "performance-data",
                            "Performance data",
                            "OverC shows them as text and makes nothing of them; another nscacheck reads them.",
                            "false",
                            List.of(
                                    new Setting.Option("false", "leave out"),
                                    new Setting.Option("true", "send as part of the text")))
                    .freeOfSecret(),
            Setting.text("timeout", "Timeout", "Time for each post and its answer, such as 10s.", "10s")
                    .freeOfSecret());

    /** Reads the settings; each fault is added to the list, and something harmless stands in for what could not be read. */
    static OverCServerSettings read(Server server, AddressPolicy addresses, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        Credentials credentials = Credentials.of(server.secret(), values.text("user"), faults);
        String scheme = values.flag("tls") ? "https" : "http";
        Duration timeout = values.duration("timeout", Duration.ofMillis(1));
        OverCClientSettings client = new OverCClientSettings(
                OverCClientSettings.base(
                        scheme,
                        server.address(),
                        server.port(),
                        values.text("path").strip()),
                credentials.login(),
                addresses,
                timeout);
        ReportForm form = new ReportForm(hostService(values, faults), values.flag("performance-data"));
        return new OverCServerSettings(client, credentials.key(), form);
    }

    private static String hostService(SettingValues values, List<String> faults) {
        String name = values.text("host-service").strip();
        try {
            return Names.requireService(name);
        } catch (RefusedException e) {
            faults.add("host-service: " + e.getMessage());
            return "host";
        }
    }

    /** What the one secret of a server holds: the key, and where there is a user, the password before it. */
    private record Credentials(@Nullable BasicLogin login, Secret key) {

        static Credentials of(@Nullable Secret secret, String user, List<String> faults) {
            if (secret == null) {
                faults.add("OverC needs a key: any text of at most " + RequestLimits.NAME_LENGTH
                        + " characters; it is bound to the host name at the first contact");
                return new Credentials(null, Secret.NONE);
            }
            if (secret.problem().isPresent()) {
                return new Credentials(null, secret); // Nothing is sent while it cannot be decrypted.
            }
            return user.isBlank() ? keyOnly(secret, faults) : both(secret.reveal(), user.strip(), faults);
        }

        private static Credentials keyOnly(Secret key, List<String> faults) {
            requireKey(key.reveal(), faults);
            return new Credentials(null, key);
        }

        private static Credentials both(String secret, String user, List<String> faults) {
            int blank = secret.lastIndexOf(' ');
            if (blank < 1) {
                faults.add("with a user, the password must be that user's password, a blank, and OverC's key");
                return new Credentials(null, Secret.NONE);
            }
            String key = secret.substring(blank + 1);
            requireKey(key, faults);
            return new Credentials(new BasicLogin(user, Secret.of(secret.substring(0, blank))), Secret.of(key));
        }

        private static void requireKey(String key, List<String> faults) {
            if (key.isEmpty() || !ShortNames.fits(key)) {
                faults.add("the key must have 1 to " + RequestLimits.NAME_LENGTH + " characters");
            }
            if (key.codePoints().anyMatch(Character::isISOControl)) {
                faults.add("the key contains a control character");
            }
        }
    }
}
