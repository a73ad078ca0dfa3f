/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nscacheck.schedule.Durations;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/** The settings of a server of the kind {@code nsca}, read from its open map. */
record NscaServerSettings(
        Transport transport,
        Path program,
        Encryption encryption,
        Flavour flavour,
        boolean shortOutput,
        boolean onePacket,
        Duration connectTimeout,
        Duration readTimeout,
        Duration probation,
        Duration pacing) {

    /** Who speaks to the daemon. */
    enum Transport {
        NATIVE,
        PROGRAM
    }

    /** Which receiver it is. */
    enum Flavour {
        NAGIOS,
        ICINGA,
        /** Takes one packet per connection, and methods 0 and 1 only. */
        SHINKEN
    }

    private static final List<Setting> SETTINGS = List.of(
            new Setting(
                    "transport",
                    "Send with",
                    "The native client needs nothing installed; the program is the original client, which has every"
                            + " encryption method and cannot tell a rejected result from an accepted one.",
                    "native",
                    List.of(
                            new Setting.Option("native", "native client"),
                            new Setting.Option("program", "send_nsca program"))),
            Setting.text("program", "Program", "Path of send_nsca, if that is what sends.", "/usr/sbin/send_nsca"),
            new Setting(
                    "encryption",
                    "Encryption",
                    "Must be the daemon's decryption_method. 14 is the strongest the native client speaks.",
                    "1",
                    encryptionOptions()),
            new Setting(
                    "flavour",
                    "Receiver",
                    "Shinken takes one result per connection, and encryption 0 or 1.",
                    "nagios",
                    List.of(
                            new Setting.Option("nagios", "Nagios"),
                            new Setting.Option("icinga", "Icinga"),
                            new Setting.Option("shinken", "Shinken"))),
            new Setting(
                    "payload",
                    "Output size",
                    "Bytes of output in a packet: 4096 since nsca 2.9, 512 before.",
                    "4096",
                    List.of(new Setting.Option("4096", "4096 bytes"), new Setting.Option("512", "512 bytes"))),
            Setting.text("one-packet", "One result per connection", "true or false; always true for Shinken.", "false"),
            Setting.text("connect-timeout", "Connect timeout", "Such as 5s.", "5s"),
            Setting.text("read-timeout", "Read timeout", "Time for the greeting and for the end, such as 3s.", "3s"),
            Setting.text(
                    "probation",
                    "Probation",
                    "How long a result that is sent alone is watched for a rejection, such as 1200ms. A forked daemon"
                            + " needs up to a second to show it.",
                    "1200ms"),
            Setting.text(
                    "pacing-micros",
                    "Pacing",
                    "Shortest time between two packets in microseconds, for encryption 0 and 1. Less than 60 makes a daemon"
                            + " in single mode sleep a second now and then.",
                    "60"));

    static List<Setting> settings() {
        return SETTINGS;
    }

    private static List<Setting.Option> encryptionOptions() {
        List<Setting.Option> options = new ArrayList<>();
        for (Encryption method : Encryption.values()) {
            if (method.isTakenByProgram()) {
                options.add(
                        new Setting.Option(String.valueOf(method.number()), method.number() + " - " + method.label()));
            }
        }
        return options;
    }

    /** Reads the settings; each fault is added to the list, and a default stands in for what could not be read. */
    static NscaServerSettings read(Server server, List<String> faults) {
        Reader reader = new Reader(server, faults);
        NscaServerSettings settings = new NscaServerSettings(
                reader.choice("transport", Transport.class),
                Path.of(reader.text("program")),
                reader.encryption(),
                reader.choice("flavour", Flavour.class),
                reader.text("payload").equals("512"),
                Boolean.parseBoolean(reader.text("one-packet")),
                reader.duration("connect-timeout"),
                reader.duration("read-timeout"),
                reader.duration("probation"),
                Duration.ofNanos(1000L * reader.number("pacing-micros", 1_000_000)));
        reader.requireKnown();
        reader.requireOption("payload");
        settings.requirePossible(server, faults);
        return settings;
    }

    private void requirePossible(Server server, List<String> faults) {
        String method = "encryption " + encryption.number() + " (" + encryption.label() + ")";
        if (transport == Transport.NATIVE) {
            encryption.whyNotNative().ifPresent(why -> faults.add(method + " is not possible: " + why));
        } else if (!encryption.isTakenByProgram()) {
            faults.add(method + " is not possible: send_nsca refuses it");
        }
        if (flavour == Flavour.SHINKEN && encryption != Encryption.NONE && encryption != Encryption.XOR) {
            faults.add(method + " is not possible: Shinken's receiver knows 0 and 1 only");
        }
        // Whoever may change a server on a screen must not be able to have any program of this machine started.
        Path file = program.getFileName();
        if (file == null || !file.toString().startsWith("send_nsca")) {
            faults.add("the program " + program + " is not possible: its file name must begin with send_nsca");
        }
        Secret secret = server.secret();
        if (transport == Transport.PROGRAM && secret != null && !fitsIntoFile(secret.reveal())) {
            faults.add("the password begins or ends with a blank or contains a line break, which its file cannot hold");
        }
    }

    private static boolean fitsIntoFile(String password) {
        return password.equals(password.strip()) && password.chars().noneMatch(c -> c < ' ');
    }

    NscaClientSettings client(Server server) {
        return new NscaClientSettings(
                server.host(),
                server.port(),
                password(server),
                encryption,
                shortOutput,
                takesOnePacket(),
                connectTimeout,
                readTimeout,
                probation,
                pacing);
    }

    boolean takesOnePacket() {
        return onePacket || flavour == Flavour.SHINKEN;
    }

    static Secret password(Server server) {
        Secret secret = server.secret();
        return secret == null ? Secret.of("") : secret;
    }

    /** Reads single settings of a server. */
    private record Reader(Server server, List<String> faults) {

        String text(String name) {
            return server.setting(name).orElseGet(() -> setting(name).defaultValue());
        }

        private static Setting setting(String name) {
            return SETTINGS.stream()
                    .filter(setting -> setting.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        <E extends Enum<E>> E choice(String name, Class<E> type) {
            for (E value : type.getEnumConstants()) {
                if (value.name().toLowerCase(Locale.ROOT).equals(text(name))) {
                    return value;
                }
            }
            requireOption(name);
            return type.getEnumConstants()[0];
        }

        void requireOption(String name) {
            List<String> allowed =
                    setting(name).options().stream().map(Setting.Option::value).toList();
            if (!allowed.contains(text(name))) {
                faults.add(name + " '" + text(name) + "' is not one of " + allowed);
            }
        }

        Encryption encryption() {
            Optional<Encryption> method = Optional.empty();
            try {
                method = Encryption.ofNumber(Integer.parseInt(text("encryption").strip()));
            } catch (NumberFormatException e) {
                // Said below, together with numbers that do not exist.
            }
            if (method.isEmpty()) {
                faults.add("encryption '" + text("encryption") + "' is not a number from 0 to 26");
            }
            return method.orElse(Encryption.XOR);
        }

        Duration duration(String name) {
            try {
                return Durations.parse(text(name));
            } catch (IllegalArgumentException e) {
                faults.add(name + ": " + e.getMessage());
                return Duration.ofSeconds(1);
            }
        }

        int number(String name, int max) {
            try {
                int number = Integer.parseInt(text(name).strip());
                if (number >= 0 && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below, together with numbers outside the limits.
            }
            faults.add(name + " '" + text(name) + "' is not a number from 0 to " + max);
            return 0;
        }

        void requireKnown() {
            List<String> known = SETTINGS.stream().map(Setting::name).toList();
            server.settings().keySet().stream()
                    .filter(name -> !known.contains(name) && !name.equals("max-age-seconds"))
                    .sorted()
                    .forEach(name -> faults.add("there is no setting '" + name + "', known are " + known));
        }
    }
}
