/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nscacheck.plugin.OutputFormat;
import org.nscacheck.plugin.UnitRule;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/** The settings of a server of the kind {@code nsca}, read from its open map. */
record NscaServerSettings(
        Transport transport,
        Path program,
        Optional<Path> configFile,
        Secret password,
        Encryption encryption,
        Receiver receiver,
        NscaTiming timing) {

    /**
     * What the other side takes.
     *
     * @param shortOutput whether it takes 512 bytes of output instead of 4096
     * @param onePacket whether it takes one result per connection
     */
    record Receiver(Flavour flavour, boolean shortOutput, boolean onePacket) {

        OutputFormat format() {
            OutputFormat format = shortOutput ? OutputFormat.NSCA_SHORT : OutputFormat.NSCA;
            return format.withUnits(flavour.units);
        }
    }

    /** Who speaks to the daemon. */
    enum Transport {
        NATIVE,
        PROGRAM
    }

    /** Which receiver it is. */
    enum Flavour {
        NAGIOS(UnitRule.NAGIOS),
        ICINGA(UnitRule.ICINGA2),
        /** Takes one packet per connection, and methods 0 and 1 only. */
        SHINKEN(UnitRule.SHINKEN);

        private final UnitRule units;

        Flavour(UnitRule units) {
            this.units = units;
        }
    }

    private static final List<Setting> SETTINGS = List.of(
            new Setting(
                    "transport",
                    "Send with",
                    "The native client needs nothing installed; the program is the original client, which cannot tell a"
                            + " rejected result from an accepted one.",
                    "native",
                    List.of(
                            new Setting.Option("native", "native client"),
                            new Setting.Option("program", "send_nsca program"))),
            Setting.text("program", "Program", "Path of send_nsca, if the program sends.", "/usr/sbin/send_nsca"),
            Setting.text(
                    "config-file",
                    "send_nsca.cfg",
                    "Path of a send_nsca configuration file on this machine. Password and encryption are read from it."
                            + " Its name must begin with send_nsca.",
                    ""),
            new Setting(
                    "encryption",
                    "Encryption",
                    "Must be the daemon's decryption_method. Choose 14 if you can. With 0 the daemon cannot detect a"
                            + " wrong password.",
                    "1",
                    encryptionOptions()),
            new Setting(
                            "flavour",
                            "Receiver",
                            "Shinken takes one result per connection, and encryption 0 or 1. Units of measurement are"
                                    + " translated for Icinga 2, which would misread some.",
                            "nagios",
                            List.of(
                                    new Setting.Option("nagios", "Nagios"),
                                    new Setting.Option("icinga", "Icinga"),
                                    new Setting.Option("shinken", "Shinken")))
                    .freeOfSecret(),
            new Setting(
                            "payload",
                            "Output size",
                            "Bytes of output in a packet: 4096 since nsca 2.9, 512 before.",
                            "4096",
                            List.of(new Setting.Option("4096", "4096 bytes"), new Setting.Option("512", "512 bytes")))
                    .freeOfSecret(),
            new Setting(
                            "one-packet",
                            "One result per connection",
                            "For Shinken always.",
                            "false",
                            List.of(new Setting.Option("false", "no"), new Setting.Option("true", "yes")))
                    .freeOfSecret(),
            Setting.text("connect-timeout", "Connect timeout", "Such as 5s.", "5s")
                    .freeOfSecret(),
            Setting.text(
                            "read-timeout",
                            "Read timeout",
                            "Time limit for the greeting and for closing, such as 3s.",
                            "3s")
                    .freeOfSecret(),
            Setting.text(
                            "probation",
                            "Wait for a rejection",
                            "How long the first result of a connection is watched for a rejection, such as 1200ms, until the daemon is"
                                    + " known to show it at once. A forked daemon needs up to a second. 0s for a receiver that closes"
                                    + " after each result.",
                            "1200ms")
                    .freeOfSecret(),
            Setting.text(
                            "connection-age",
                            "Age of a connection",
                            "Maximum age within a batch, such as 20s: daemons before 2.10 reject packets later than"
                                    + " max_packet_age after the greeting.",
                            "20s")
                    .freeOfSecret(),
            Setting.text(
                            "keep-open",
                            "Keep open",
                            "How long an idle connection is kept for the next results, such as 5s. With 0s each batch"
                                    + " ends with proof that the daemon has read it; a kept connection cannot give"
                                    + " that.",
                            "0s")
                    .freeOfSecret());

    static List<Setting> settings() {
        return SETTINGS;
    }

    /** Without those that the program takes and no daemon can use. */
    private static List<Setting.Option> encryptionOptions() {
        List<Setting.Option> options = new ArrayList<>();
        for (Encryption method : Encryption.values()) {
            if (method.whyNotNative().isEmpty()) {
                options.add(new Setting.Option(
                        String.valueOf(method.number()),
                        method.number() + " - " + method.label() + ": " + method.advice()));
            }
        }
        return options;
    }

    /** Reads the settings; each fault is added to the list, and a default stands in for what could not be read. */
    static NscaServerSettings read(Server server, SenderLimits limits, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        Optional<Path> file = Optional.of(values.text("config-file"))
                .filter(path -> !path.isBlank())
                .flatMap(path -> real(path, limits, faults));
        Optional<SendNscaConfig> config = file.flatMap(path -> read(path, faults));
        NscaServerSettings settings = new NscaServerSettings(
                values.choice("transport", Transport.class),
                Path.of(values.text("program")),
                file,
                config.map(SendNscaConfig::password).orElseGet(() -> password(server)),
                config.map(SendNscaConfig::encryption).orElseGet(() -> encryption(values.text("encryption"), faults)),
                new Receiver(
                        values.choice("flavour", Flavour.class),
                        values.option("payload").equals("512")
                                || config.filter(SendNscaConfig::shortOutput).isPresent(),
                        values.flag("one-packet")),
                timing(values));
        settings.requirePossible(faults);
        return settings;
    }

    /** Returns the password in the file of the program, empty if none is named or it cannot be read. */
    static Optional<Secret> localSecret(Server server, SenderLimits limits) {
        List<String> faults = new ArrayList<>();
        return server.setting("config-file")
                .flatMap(file -> real(file, limits, faults))
                .flatMap(file -> read(file, faults))
                .map(SendNscaConfig::password);
    }

    /** Returns where the file really is, if it may be read; what is opened later is this and no link. */
    private static Optional<Path> real(String text, SenderLimits limits, List<String> faults) {
        Path file = Path.of(text);
        if (!isNamedSendNsca(file)) {
            faults.add("config-file: " + file + " is not read: its name must begin with send_nsca");
            return Optional.empty();
        }
        try {
            Path real = limits.configurations().require(file);
            if (isNamedSendNsca(real) || limits.configurations().names(real)) {
                return Optional.of(real);
            }
            faults.add("config-file: " + file + " is not read: it leads to " + real
                    + ", whose name does not begin with send_nsca");
        } catch (IOException e) {
            faults.add("config-file: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<SendNscaConfig> read(Path file, List<String> faults) {
        try {
            return Optional.of(SendNscaConfig.read(file));
        } catch (IOException e) {
            faults.add("config-file: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Encryption encryption(String text, List<String> faults) {
        Optional<Encryption> method = Optional.empty();
        try {
            method = Encryption.ofNumber(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            // Said below, together with numbers that do not exist.
        }
        if (method.isEmpty()) {
            faults.add("encryption '" + text + "' is not a number from 0 to 26");
        }
        return method.orElse(Encryption.XOR);
    }

    private static NscaTiming timing(SettingValues values) {
        return new NscaTiming(
                values.duration("connect-timeout", Duration.ofMillis(1)),
                values.duration("read-timeout", Duration.ofMillis(1)),
                values.duration("probation", Duration.ZERO),
                values.duration("connection-age", Duration.ofSeconds(1)),
                values.duration("keep-open", Duration.ZERO));
    }

    /** An administrator of the screens must not be able to start any program or read any file. */
    private static boolean isNamedSendNsca(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith("send_nsca");
    }

    private void requirePossible(List<String> faults) {
        String method = "encryption " + encryption.number() + " (" + encryption.label() + ")";
        if (transport == Transport.NATIVE) {
            encryption.whyNotNative().ifPresent(why -> faults.add(method + " is not possible: " + why));
        } else if (!encryption.isTakenByProgram()) {
            faults.add(method + " is not possible: send_nsca refuses it");
        }
        if (receiver.flavour == Flavour.SHINKEN && encryption != Encryption.NONE && encryption != Encryption.XOR) {
            faults.add(method + " is not possible: Shinken's receiver knows 0 and 1 only");
        }
        if (!isNamedSendNsca(program)) {
            faults.add("program: " + program + " is not possible: its file name must begin with send_nsca");
        }
        if (transport == Transport.PROGRAM && configFile.isEmpty() && !fitsIntoFile(password.reveal())) {
            faults.add("the password begins or ends with a blank or contains a line break, which its file cannot hold");
        }
    }

    private static boolean fitsIntoFile(String password) {
        return password.equals(password.strip()) && password.chars().noneMatch(c -> c < ' ');
    }

    NscaClientSettings client(Server server, AddressPolicy addresses) {
        return new NscaClientSettings(
                new Endpoint(server.address(), server.port(), addresses),
                password,
                encryption,
                receiver.shortOutput,
                takesOnePacket(),
                timing);
    }

    boolean takesOnePacket() {
        return receiver.onePacket || receiver.flavour == Flavour.SHINKEN;
    }

    private static Secret password(Server server) {
        Secret secret = server.secret();
        return secret == null ? Secret.of("") : secret;
    }
}
