/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nscacheck.cli.receive.NscaReceiver;
import org.nscacheck.cli.receive.ReceivedResult;
import org.nscacheck.cli.shell.Shell;
import org.nscacheck.nsca.Encryption;
import org.nscacheck.server.Secret;
import picocli.CommandLine.Command;

/**
 * {@code nscacheck warm-up}: does what the quick commands do, so that the Java machine that ends afterwards can keep their classes
 * in an archive ({@code -XX:ArchiveClassesAtExit}). The start script calls it once.
 */
@Command(name = "warm-up", hidden = true, description = "Loads the classes that the start script keeps in an archive.")
final class WarmUpCommand implements Callable<Integer> {

    private static final Secret PASSWORD = Secret.of("warm-up");

    private final Shell silent;

    WarmUpCommand(Shell shell) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        this.silent = new Shell(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                Map.of(DaemonOptions.PASSWORD, PASSWORD.reveal()),
                shell.terminal());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (Encryption method : List.of(Encryption.XOR, Encryption.RIJNDAEL_128)) {
            try (NscaReceiver receiver = NscaReceiver.listen(
                    InetAddress.getLoopbackAddress(), 0, PASSWORD, method, new Nobody(), InstantSource.system())) {
                Thread serving = new Thread(receiver::serve, "nscacheck-warm-up");
                serving.setDaemon(true);
                serving.start();
                String[] daemon = {"-p", String.valueOf(receiver.port()), "-m", String.valueOf(method.number())};
                run("h\ts\t0\twarm-up", "send", "-H", "127.0.0.1", daemon[0], daemon[1], daemon[2], daemon[3]);
                sendAsCronDoes(daemon[1], method);
                run("", "test-server", "127.0.0.1", daemon[0], daemon[1], daemon[2], daemon[3]);
                // Nobody speaks HTTP there, which loads as much.
                run("", "ping", "-s", "http://127.0.0.1:" + receiver.port(), "-i", "warm:up");
            }
        }
        run("", "run-plugin", "/bin/true");
        run("", "send", "--help");
        return 0;
    }

    /** With a configuration file, and so plainly that picocli has no part in it. */
    private void sendAsCronDoes(String port, Encryption method) throws IOException, InterruptedException {
        Path config = Files.createTempFile("nscacheck-", ".cfg");
        try {
            Files.writeString(
                    config, "password=" + PASSWORD.reveal() + "\nencryption_method=" + method.number() + "\n");
            Shell fed = shell("h\ts\t0\twarm-up\027h\t0\twarm-up");
            String[] plain = {"send", "-H", "localhost", "-p", port, "-c", config.toString()};
            QuickSend.run(QuickSend.read(fed, plain).orElseThrow(), fed);
        } finally {
            Files.delete(config);
        }
    }

    private void run(String input, String... arguments) {
        Commands.run(shell(input), arguments);
    }

    private Shell shell(String input) {
        return new Shell(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                silent.out(),
                silent.err(),
                silent.environment(),
                silent.terminal());
    }

    /** What arrives has served its purpose. */
    private static final class Nobody implements NscaReceiver.Listener {

        @Override
        public void arrived(ReceivedResult result) {}

        @Override
        public void refused(String from, String fault) {}
    }
}
