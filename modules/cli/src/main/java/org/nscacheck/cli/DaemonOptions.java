/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.cli.shell.Secrets;
import org.nscacheck.nsca.Encryption;
import org.nscacheck.nsca.NscaClientSettings;
import org.nscacheck.nsca.NscaTiming;
import org.nscacheck.nsca.SendNscaConfig;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import picocli.CommandLine.Option;

/** Options that tell which NSCA daemon is meant and how to talk to it: those of {@code send_nsca} and a few more. */
final class DaemonOptions {

    /** Environment variable that holds the password. */
    static final String PASSWORD = "NSCACHECK_PASSWORD";

    private static final Path USUAL_CONFIG = Path.of("/etc/send_nsca.cfg");

    @Option(
            names = "-p",
            paramLabel = "PORT",
            description = "Port of the daemon, " + Server.DEFAULT_PORT + " by default.")
    private @Nullable Integer port;

    @Option(
            names = "-to",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Time limit for everything, ${DEFAULT-VALUE} by default.")
    private int seconds = 10;

    @Option(
            names = "-c",
            paramLabel = "FILE",
            description = "Configuration file of send_nsca: password, encryption_method, legacy_2_7_mode."
                    + " /etc/send_nsca.cfg by default, unless password or method are given in another way.")
    private @Nullable Path config;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password. Without it and without -c the environment variable "
                    + PASSWORD + " counts.")
    private @Nullable Path passwordFile;

    @Option(
            names = {"-m", "--method"},
            paramLabel = "NUMBER",
            description = "Encryption method, the decryption_method of nsca.cfg: 14 is AES. It goes over the file's.")
    private @Nullable Integer method;

    @Option(
            names = "--legacy-2-7-mode",
            description = "For a daemon before 2.9: 512 bytes of output instead of 4096, one result per connection.")
    private boolean shortOutput;

    @Option(names = "--one-packet", description = "One result per connection, for Shinken.")
    private boolean onePacket;

    /** Takes an option that has no value; returns whether it is one. */
    boolean takeFlag(String option) {
        if (option.equals("--legacy-2-7-mode")) {
            shortOutput = true;
            return true;
        }
        return false;
    }

    /**
     * Takes an option that has a value; returns whether it is one.
     *
     * @throws IllegalArgumentException if the value is not valid
     */
    boolean take(String option, String value) {
        switch (option) {
            case "-p" -> port = Integer.valueOf(value);
            case "-to" -> seconds = Integer.parseInt(value);
            case "-c" -> config = Path.of(value);
            case "-m" -> method = Integer.valueOf(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    Duration limit() {
        return Duration.ofSeconds(seconds);
    }

    int port() {
        return port(Server.DEFAULT_PORT);
    }

    /** Returns the port that was given, or the usual one of another kind of daemon. */
    int port(int usual) {
        return port == null ? usual : port;
    }

    /** Returns what is wrong with the options, or empty. */
    Optional<String> fault() {
        if (seconds <= 0) {
            return Optional.of("the time limit -to " + seconds + " must be a number of seconds above 0");
        }
        if (port() < 1 || port() > 65535) {
            return Optional.of("the port -p " + port + " is outside 1 to 65535");
        }
        return Optional.empty();
    }

    /** Returns what is wrong with the options for a daemon that speaks something else than NSCA, or empty. */
    Optional<String> faultBesideNsca() {
        return config != null || method != null || shortOutput || onePacket
                ? Optional.of("-c, -m, --legacy-2-7-mode and --one-packet are for NSCA alone")
                : fault();
    }

    /**
     * Returns the password of the file or of the environment, or empty.
     *
     * @throws IOException if the file cannot be read
     */
    Optional<Secret> password(Map<String, String> environment) throws IOException {
        return Secrets.find(passwordFile, environment, PASSWORD);
    }

    /**
     * Returns how to talk to the daemon.
     *
     * @throws ConfigException if a file cannot be read, or the method cannot be spoken
     */
    NscaClientSettings settings(String host, Map<String, String> environment) throws ConfigException {
        SendNscaConfig base = base(environment);
        Secret password = passwordOver(environment).orElse(base.password());
        boolean small = shortOutput || base.shortOutput();
        try {
            return new NscaClientSettings(
                    Endpoint.of(host, port()),
                    password,
                    method == null ? base.encryption() : encryption(method),
                    small,
                    onePacket || small,
                    timing());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()), e);
        }
    }

    private SendNscaConfig base(Map<String, String> environment) throws ConfigException {
        boolean told = passwordFile != null || method != null || environment.containsKey(PASSWORD);
        if (config == null && told) {
            return new SendNscaConfig(Secret.NONE, Encryption.XOR, false);
        }
        Path file = config == null ? USUAL_CONFIG : config;
        try {
            return SendNscaConfig.read(file);
        } catch (IOException e) {
            throw new ConfigException(file, e);
        }
    }

    /** What stands in the file goes over the environment, which may be meant for another daemon. */
    private Optional<Secret> passwordOver(Map<String, String> environment) throws ConfigException {
        try {
            return password(config == null ? environment : Map.of());
        } catch (IOException e) {
            throw new ConfigException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Encryption encryption(int number) {
        return Encryption.ofNumber(number)
                .orElseThrow(() -> new IllegalArgumentException(
                        "encryption method " + number + " does not exist: use a number from 0 to 26"));
    }

    /** No single wait is longer than all of them may be together. */
    private NscaTiming timing() {
        NscaTiming usual = NscaTiming.DEFAULT;
        return new NscaTiming(
                shorter(usual.connectTimeout()),
                shorter(usual.readTimeout()),
                usual.rejectionWait(),
                usual.connectionAge(),
                usual.keepOpen());
    }

    private Duration shorter(Duration usual) {
        return usual.compareTo(limit()) < 0 ? usual : limit();
    }
}
