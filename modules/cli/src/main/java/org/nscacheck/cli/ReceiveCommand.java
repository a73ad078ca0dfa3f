/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nscacheck.cli.receive.NscaReceiver;
import org.nscacheck.cli.receive.ReceivedResult;
import org.nscacheck.cli.receive.ResultFormat;
import org.nscacheck.cli.shell.Secrets;
import org.nscacheck.cli.shell.Shell;
import org.nscacheck.nsca.Encryption;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nscacheck receive}: an NSCA daemon that prints what arrives. */
@Command(
        name = "receive",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Receives results as the NSCA daemon does, with each of its encryption methods, and prints them."
                + " For trying out a configuration: it hands nothing on to a monitoring core.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:as many results have arrived as --count asks for",
            "1:it cannot listen on the port, or the password cannot be read",
            "2:a faulty option"
        })
final class ReceiveCommand implements Callable<Integer>, NscaReceiver.Listener {

    private final Shell shell;
    private @Nullable NscaReceiver receiver;
    private long left;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "" + Server.DEFAULT_PORT,
            description = "Port to listen on, ${DEFAULT-VALUE} by default; 0 takes a free one and prints it.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on, ${DEFAULT-VALUE} by default.")
    private String bind = "127.0.0.1";

    @Option(
            names = {"-m", "--method"},
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Decryption method, 1 (XOR) by default; 14 is AES.")
    private int method;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password. Without it the environment variable "
                    + DaemonOptions.PASSWORD + " counts, and without that the password is empty.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "line",
            description = "line, nagios (as in the command file) or json; ${DEFAULT-VALUE} by default.")
    private ResultFormat format = ResultFormat.LINE;

    @Option(names = "--count", paramLabel = "N", defaultValue = "0", description = "End after so many results.")
    private long count;

    ReceiveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        left = count;
        try (NscaReceiver listening = NscaReceiver.listen(
                InetAddress.getByName(bind), port, password(), encryption(), this, InstantSource.system())) {
            receiver = listening;
            shell.err()
                    .println("listening on " + bind + " port " + listening.port() + ", method " + method + " ("
                            + encryption().label() + ")");
            listening.serve();
            return 0;
        } catch (IOException e) {
            throw new CommandFailedException("cannot listen on " + bind + " port " + port + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private Encryption encryption() {
        return Encryption.ofNumber(method)
                .orElseThrow(() -> new CommandFailedException(
                        "encryption method " + method + " does not exist: use a number from 0 to 26"));
    }

    private Secret password() {
        try {
            return Secrets.find(passwordFile, shell.environment(), DaemonOptions.PASSWORD)
                    .orElse(Secret.NONE);
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public synchronized void arrived(ReceivedResult result) {
        if (count > 0 && left == 0) {
            return;
        }
        shell.out().println(format.format(result));
        left--;
        if (left == 0) {
            end();
        }
    }

    @Override
    public synchronized void refused(String from, String fault) {
        shell.err().println(from + ": " + Names.printable(fault));
    }

    private void end() {
        NscaReceiver listening = receiver;
        if (listening != null) {
            try {
                listening.close();
            } catch (IOException e) {
                throw new CommandFailedException("the port could not be closed: " + e.getMessage(), e);
            }
        }
    }
}
