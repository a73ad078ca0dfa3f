/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that this process has started: one set of programs, one identity, one data directory. */
final class PostgresServer {

    /** The superuser; without a password, since the server listens on the loopback interface only. */
    static final String USER = "postgres";

    private static final int PORT_ATTEMPTS = 5;

    private final PostgresBinaries binaries;
    private final RunAs runAs;
    private final DataDirectory directory;
    private final Map<String, String> settings;
    private final boolean kept;
    private int port;
    private @Nullable Watchdog watchdog;

    PostgresServer(
            PostgresBinaries binaries,
            RunAs runAs,
            DataDirectory directory,
            Map<String, String> settings,
            boolean kept) {
        this.binaries = binaries;
        this.runAs = runAs;
        this.directory = directory;
        this.settings = settings;
        this.kept = kept;
    }

    int port() {
        return port;
    }

    Path directory() {
        return directory.root();
    }

    /**
     * Starts a server that follows this one and can be read. Its directory is removed when it stops.
     *
     * @throws PostgresUnavailableException if these programs cannot copy a running server: only those of a system can
     */
    PostgresServer standby() throws IOException {
        if (!Files.isExecutable(Path.of(binaries.program("pg_basebackup")))) {
            throw new PostgresUnavailableException(binaries + " has no pg_basebackup to make a standby with");
        }
        Path root = Files.createTempDirectory(directory.root().getParent(), "nscacheck-postgres-data-")
                .toRealPath();
        runAs.adopt(root);
        PostgresServer standby = new PostgresServer(binaries, runAs, DataDirectory.open(root), settings, false);
        List<String> copy = new ArrayList<>(List.of(binaries.program("pg_basebackup"), "-h", "127.0.0.1", "-p"));
        copy.addAll(List.of(Integer.toString(port), "-U", USER, "-X", "stream", "-c", "fast", "--no-sync", "-R", "-D"));
        copy.add(standby.directory.data().toString());
        require(Command.run(root, runAs.wrap(copy)), "pg_basebackup");
        standby.start(0);
        return standby;
    }

    /** Makes a standby the server that is written to, and returns when it is. */
    void promote() throws IOException {
        require(pgCtl("promote", "-w", "-t", "60"), "pg_ctl promote");
    }

    /** Starts the server on a port, or on a free one if that is 0, and returns when it accepts connections. */
    void start(int wantedPort) throws IOException {
        boolean fresh = !directory.holdsData();
        if (fresh) {
            initialise();
        } else {
            endLeftOver();
        }
        try {
            launch(wantedPort);
        } catch (IOException e) {
            if (fresh) {
                Posix.deleteTree(directory.data());
            }
            throw e;
        }
        watchdog = Watchdog.start(runAs, binaries.program("pg_ctl"), directory, kept);
    }

    /** Works in a second place and renames: a crash in the middle leaves nothing that looks complete. */
    private void initialise() throws IOException {
        Path unfinished = directory.root().resolve("pgdata.unfinished");
        Posix.deleteTree(unfinished);
        List<String> initdb = new ArrayList<>(List.of(binaries.program("initdb"), "-D", unfinished.toString()));
        initdb.addAll(List.of("-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C"));
        if (!kept) {
            initdb.add("--no-sync");
        }
        require(Command.run(directory.root(), runAs.wrap(initdb)), "initdb");
        Files.move(unfinished, directory.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A server that outlived its parent still holds the directory: it is stopped, for its port may not be ours. */
    private void endLeftOver() throws IOException {
        long pid = directory.leftOver();
        if (pid == 0) {
            return;
        }
        if (ProcessHandle.of(pid).filter(PostgresServer::looksLikePostgres).isEmpty()) {
            directory.forgetLeftOver();
            return;
        }
        require(
                pgCtl("stop", "-m", "fast", "-w", "-t", "60"),
                "stopping the server that a crash left behind, pid " + pid);
    }

    private static boolean looksLikePostgres(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .command()
                        .map(command -> command.contains("postgres"))
                        .orElse(true);
    }

    private void launch(int wantedPort) throws IOException {
        for (int attempt = 1; ; attempt++) {
            port = wantedPort == 0 ? freePort() : wantedPort;
            Files.deleteIfExists(directory.log());
            Command command =
                    pgCtl("start", "-w", "-t", "60", "-l", directory.log().toString(), "-o", options());
            if (command.succeeded()) {
                return;
            }
            String log = tailOfLog();
            boolean portTaken = log.contains("could not bind") || log.contains("could not create any TCP/IP sockets");
            String failure = "pg_ctl start: " + command.output() + "\n" + log;
            if (portTaken && wantedPort != 0) {
                throw new BindException(failure);
            }
            if (!portTaken || attempt == PORT_ATTEMPTS) {
                throw new IOException(failure);
            }
        }
    }

    private String options() {
        StringBuilder options =
                new StringBuilder("-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c port=").append(port);
        settings.forEach(
                (name, value) -> options.append(" -c ").append(name).append('=').append(value));
        return options.toString();
    }

    /** Stops the server; open connections are cut. A second call does nothing. */
    void stop() throws IOException {
        Watchdog guard = watchdog;
        if (guard == null) {
            return;
        }
        watchdog = null;
        pgCtl("stop", "-w", "-t", "60", "-m", kept ? "fast" : "immediate");
        guard.dismiss();
        if (kept) {
            directory.close();
        } else {
            directory.delete();
        }
    }

    private Command pgCtl(String action, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                binaries.program("pg_ctl"), action, "-D", directory.data().toString()));
        command.addAll(List.of(words));
        return Command.run(directory.root(), runAs.wrap(command));
    }

    private String tailOfLog() throws IOException {
        if (!Files.isReadable(directory.log())) {
            return "";
        }
        List<String> lines = Files.readAllLines(directory.log(), StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    private static void require(Command command, String what) throws IOException {
        if (!command.succeeded()) {
            throw new IOException(what + ": " + command.output());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public String toString() {
        return binaries + ", " + runAs.label() + ", port " + port + ", data in " + directory.root();
    }
}
