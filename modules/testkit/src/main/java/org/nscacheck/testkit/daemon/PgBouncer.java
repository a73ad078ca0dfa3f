/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nscacheck.testkit.TestDatabase;

/**
 * A real {@code pgbouncer} in transaction mode as a child process on 127.0.0.1, in front of one database, with few sessions there
 * and no password asked. Linux only; the calling test is skipped where pgbouncer is not installed ({@link Programs}).
 */
public final class PgBouncer implements AutoCloseable {

    private static final String UNPRIVILEGED = "nobody";

    private final TempDirectory directory;
    private final int port = Ports.free();
    private final String database;
    private final ChildProcess process;

    private PgBouncer(Path program, TestDatabase database, int sessions) throws IOException {
        this.database = database.name();
        this.directory = TempDirectory.create("nscacheck-pgbouncer-");
        Path configuration = directory.write(
                "pgbouncer.ini",
                Template.fill(
                        "pgbouncer/pgbouncer.ini",
                        Map.of(
                                "DATABASE", database.name(),
                                "HOST", database.host(),
                                "SERVER_PORT", database.port(),
                                "LOGIN", login(database),
                                "PORT", port,
                                "SESSIONS", sessions)));
        List<String> command = new ArrayList<>(List.of(program.toString()));
        if (CoreUser.of(UNPRIVILEGED, directory).becomes()) {
            command.addAll(List.of("-u", UNPRIVILEGED));
        }
        command.add(configuration.toString());
        process = ChildProcess.start(command, directory.path(), directory.file("log"));
    }

    /** Its syntax has no empty password. */
    private static String login(TestDatabase database) {
        String user = "user=" + database.username();
        return database.password().isEmpty()
                ? user
                : user + " password='" + database.password().replace("'", "''") + "'";
    }

    /**
     * Starts it, and returns when it listens.
     *
     * @param sessions how many connections to the server its clients share, 1 or more
     */
    public static PgBouncer before(TestDatabase database, int sessions) {
        Path program = Programs.require("pgbouncer");
        try {
            PgBouncer bouncer = new PgBouncer(program, database, sessions);
            Await.until(
                    () -> Ports.isListening(bouncer.port) || !bouncer.process.isAlive(),
                    Await.PATIENCE,
                    () -> "pgbouncer does not listen on port " + bouncer.port + ": " + bouncer.process.story());
            if (!bouncer.process.isAlive()) {
                String story = bouncer.process.story();
                bouncer.close();
                throw new IOException("pgbouncer did not start: " + story);
            }
            return bouncer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the URL of the database through this, with nothing but the address. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.kill();
        }
        directory.delete();
    }
}
