/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.syslog;

import com.cloudbees.syslog.Facility;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nscacheck.notify.Tls;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Server;

/**
 * The settings of one server of the kind {@code syslog}.
 *
 * @param transport how messages get there
 * @param endpoint where the server listens; not used for a local one
 * @param tls what is trusted
 * @param socket path of the local daemon's socket
 * @param form how messages look
 * @param timeout time for all that is sent at once
 */
record SyslogSettings(Transport transport, Endpoint endpoint, Tls tls, Path socket, Form form, Duration timeout) {

    /** How messages get there. */
    enum Transport {
        /** One datagram for each (RFC 5426). */
        UDP,
        /** Counted octets over a connection (RFC 6587 3.4.1). */
        TCP,
        /** The same, encrypted (RFC 5425). */
        TLS,
        /** The socket of the daemon on this machine. */
        LOCAL
    }

    /**
     * How messages look.
     *
     * @param facility what they are said to come from
     * @param appName name of the application, 1 to 48 printable characters of ASCII
     * @param hostName who tells it
     * @param maxBytes longest message
     */
    record Form(Facility facility, String appName, String hostName, int maxBytes) {}

    /** The usual place of the local daemon's socket. */
    private static final Path LOCAL = Path.of("/dev/log");

    private static final Pattern APP_NAME = Pattern.compile("[\\x21-\\x7e]{1,48}");

    /** Room for a header and an identity. */
    private static final int LEAST_BYTES = 480;

    private static final int MOST_BYTES = 65_000;

    static final List<Setting> SETTINGS = List.of(
            new Setting(
                    "transport",
                    "Transport",
                    "Port 514 for UDP, 6514 for TLS; TCP has none of its own.",
                    "udp",
                    List.of(
                            new Setting.Option("udp", "UDP: nobody knows whether it arrives"),
                            new Setting.Option("tcp", "TCP, octets counted"),
                            new Setting.Option("tls", "TLS; certificate and host name are verified"),
                            new Setting.Option("local", "the daemon on this machine, by its socket"))),
            Tls.setting(),
            Setting.text(
                    "socket",
                    "Socket",
                    "Of the local daemon: /dev/log, or another in an allowed folder. Address and port are not used then.",
                    LOCAL.toString()),
            new Setting(
                            "facility",
                            "Facility",
                            "By it the daemon sorts messages.",
                            "daemon",
                            Stream.of(
                                            "user",
                                            "mail",
                                            "daemon",
                                            "auth",
                                            "syslog",
                                            "cron",
                                            "authpriv",
                                            "local0",
                                            "local1",
                                            "local2",
                                            "local3",
                                            "local4",
                                            "local5",
                                            "local6",
                                            "local7")
                                    .map(name -> new Setting.Option(name, name))
                                    .toList())
                    .freeOfSecret(),
            Setting.text(
                            "app-name",
                            "Application",
                            "Name in each message, 1 to 48 printable characters of ASCII.",
                            "nscacheck")
                    .freeOfSecret(),
            Setting.text(
                            "max-bytes",
                            "Longest message",
                            "In bytes; the text is cut to fit. Receivers must take 480 and should take 2048, 480 to 65000.",
                            "2048")
                    .freeOfSecret(),
            Setting.text("timeout", "Timeout", "Time for all that is sent at once, such as 10s.", "10s")
                    .freeOfSecret());

    /** Reads the settings; each fault is added to the list, and something harmless stands in for what could not be read. */
    static SyslogSettings read(Server server, SenderLimits limits, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        return new SyslogSettings(
                transport(values, faults),
                new Endpoint(server.address(), server.port(), limits.addresses()),
                Tls.of(values.text("ca-file"), limits.configurations(), faults),
                socket(values.text("socket").strip(), limits, faults),
                form(server, values, faults),
                values.duration("timeout", Duration.ofMillis(1)));
    }

    private static Transport transport(SettingValues values, List<String> faults) {
        Transport transport = values.choice("transport", Transport.class);
        if (transport == Transport.LOCAL && !LocalSocket.isAvailable()) {
            faults.add(
                    "transport local needs the library junixsocket (com.kohlschutter.junixsocket:junixsocket-common and"
                            + " junixsocket-native-common) on the class path, and a system with such sockets");
        }
        return transport;
    }

    private static Form form(Server server, SettingValues values, List<String> faults) {
        String appName = values.text("app-name").strip();
        if (!APP_NAME.matcher(appName).matches()) {
            faults.add("app-name must be 1 to 48 printable characters of ASCII, without blanks");
        }
        int maxBytes = values.number("max-bytes", MOST_BYTES);
        if (maxBytes < LEAST_BYTES) {
            faults.add("max-bytes must be " + LEAST_BYTES + " to " + MOST_BYTES);
        }
        return new Form(facility(values.option("facility")), appName, server.hostName(), maxBytes);
    }

    private static Facility facility(String name) {
        for (Facility facility : Facility.values()) {
            if (facility.name().toLowerCase(Locale.ROOT).equals(name)) {
                return facility;
            }
        }
        return Facility.DAEMON;
    }

    private static Path socket(String text, SenderLimits limits, List<String> faults) {
        try {
            Path path = Path.of(text);
            return path.equals(LOCAL) ? LOCAL : limits.receivers().require(path);
        } catch (IOException | InvalidPathException e) {
            faults.add("socket: " + e.getMessage());
            return LOCAL;
        }
    }
}
