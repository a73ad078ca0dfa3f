/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import com.googlecode.jsendnsca.Level;
import com.googlecode.jsendnsca.NagiosException;
import com.googlecode.jsendnsca.NagiosPassiveCheckSender;
import com.googlecode.jsendnsca.NagiosSettings;
import com.googlecode.jsendnsca.builders.MessagePayloadBuilder;
import com.googlecode.jsendnsca.builders.NagiosSettingsBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nscacheck.nsca.Encryption;
import org.nscacheck.nsca.NscaClient;
import org.nscacheck.nsca.NscaClientSettings;
import org.nscacheck.nsca.NscaMessage;
import org.nscacheck.sender.Deadline;
import org.nscacheck.server.Secret;
import org.nscacheck.testkit.peer.NscaDaemon;
import org.nscacheck.testkit.peer.Peers;

/** The clients that are compared. */
final class Clients {

    private static final String HOST = "shop";
    private static final String SERVICE = "Mail queue";
    private static final String OUTPUT = "7 mails not sent, the oldest waits for 3 minutes|unsent=7";

    private Clients() {}

    /** Ours is the last. */
    static List<Client> all(NscaDaemon daemon, Encryption encryption, String password) {
        Path program = Peers.require("send_nsca");
        return List.of(
                new ProcessPerResult(program, daemon),
                new ProcessForAll(program, daemon),
                new Jsendnsca(daemon, encryption, password),
                new Ours(daemon, encryption, password));
    }

    private static void sendNsca(Path program, NscaDaemon daemon, String input)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "-H",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(daemon.port()),
                        "-to",
                        "120",
                        "-c",
                        daemon.clientConfiguration().toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        process.waitFor();
    }

    private static String line() {
        return HOST + "\t" + SERVICE + "\t1\t" + OUTPUT;
    }

    /** The way of the Odoo module. */
    private record ProcessPerResult(Path program, NscaDaemon daemon) implements Client {
        @Override
        public String name() {
            return "(a) one send_nsca process per result";
        }

        @Override
        public int results(NscaDaemon.Mode mode) {
            return mode == NscaDaemon.Mode.SINGLE ? 200 : 10;
        }

        @Override
        public void send(int results) throws Exception {
            for (int i = 0; i < results; i++) {
                sendNsca(program, daemon, line());
            }
        }
    }

    private record ProcessForAll(Path program, NscaDaemon daemon) implements Client {
        @Override
        public String name() {
            return "(b) one send_nsca for all";
        }

        @Override
        public int results(NscaDaemon.Mode mode) {
            return daemon.method() == 1 ? 10_000 : 3_000;
        }

        @Override
        public void send(int results) throws Exception {
            String separator = String.valueOf((char) 0x17);
            sendNsca(
                    program,
                    daemon,
                    IntStream.range(0, results).mapToObj(i -> line()).collect(Collectors.joining(separator)));
        }
    }

    private static final class Jsendnsca implements Client {
        private final NscaDaemon daemon;
        private final NagiosSettings settings;

        Jsendnsca(NscaDaemon daemon, Encryption encryption, String password) {
            this.daemon = daemon;
            settings = new NagiosSettingsBuilder()
                    .withNagiosHost("127.0.0.1")
                    .withPort(daemon.port())
                    .withPassword(password)
                    .withLargeMessageSupportEnabled()
                    .withEncryption(
                            encryption == Encryption.XOR
                                    ? com.googlecode.jsendnsca.encryption.Encryption.XOR
                                    : com.googlecode.jsendnsca.encryption.Encryption.RIJNDAEL128)
                    .create();
        }

        @Override
        public String name() {
            return "(c) jsendnsca 3.0.0";
        }

        @Override
        public int results(NscaDaemon.Mode mode) {
            return mode == NscaDaemon.Mode.SINGLE ? (daemon.method() == 1 ? 2_000 : 10) : 20;
        }

        @Override
        public void send(int results) throws NagiosException, IOException {
            NagiosPassiveCheckSender sender = new NagiosPassiveCheckSender(settings);
            for (int i = 0; i < results; i++) {
                sender.send(new MessagePayloadBuilder()
                        .withHostname(HOST)
                        .withServiceName(SERVICE)
                        .withLevel(Level.WARNING)
                        .withMessage(OUTPUT)
                        .create());
            }
        }
    }

    private static final class Ours implements Client {
        private final NscaDaemon daemon;
        private final NscaClient client;

        Ours(NscaDaemon daemon, Encryption encryption, String password) {
            this.daemon = daemon;
            this.client =
                    new NscaClient(NscaClientSettings.of("127.0.0.1", daemon.port(), Secret.of(password), encryption));
        }

        @Override
        public String name() {
            return "(d) nscacheck native client";
        }

        @Override
        public int results(NscaDaemon.Mode mode) {
            return daemon.method() == 1 ? 10_000 : 3_000;
        }

        @Override
        public void send(int results) throws Exception {
            List<NscaMessage> messages = new ArrayList<>();
            for (int i = 0; i < results; i++) {
                messages.add(new NscaMessage(HOST, SERVICE, 1, OUTPUT));
            }
            client.send(messages, Deadline.in(Duration.ofSeconds(60)));
        }
    }
}
