/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.TestPostgresTest.Sql;

class PostgresServerTest {

    @TempDir
    Path temp;

    @Test
    @Tag("faults")
    void runsTheProgramsThatComeFromMaven() throws SQLException {
        try (TestPostgres postgres =
                TestPostgres.builder().sources(PostgresLauncher.Source.MAVEN).start()) {
            assertThat(version(postgres)).startsWith("18.");
        }
    }

    @Test
    void runsTheProgramsOfTheMachine() throws SQLException {
        assumeTrue(!SystemBinaries.find().isEmpty(), "no PostgreSQL is installed");
        try (TestPostgres postgres =
                TestPostgres.builder().sources(PostgresLauncher.Source.SYSTEM).start()) {
            assertThat(version(postgres))
                    .startsWith(SystemBinaries.find().get(0).major() + ".");
        }
    }

    @Test
    void removesADirectoryThatNobodyAskedFor() {
        Path directory;
        try (TestPostgres postgres = TestPostgres.builder().start()) {
            directory = postgres.directory().orElseThrow();
            assertThat(directory).exists();
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void keepsDataAndSafetyInAKeptDirectory() throws SQLException {
        try (TestPostgres first = TestPostgres.builder().directory(temp).start()) {
            Sql.execute(first.database("kept").dataSource(), "CREATE TABLE t AS SELECT 42 AS x");
            assertThat(Sql.text(first.database("kept").dataSource(), "SHOW fsync"))
                    .isEqualTo("on");
        }
        try (TestPostgres second = TestPostgres.builder().directory(temp).start()) {
            assertThat(Sql.text(second.database("kept").dataSource(), "SELECT x FROM t"))
                    .isEqualTo("42");
        }
    }

    @Test
    void refusesADirectoryInUse() {
        try (TestPostgres first = TestPostgres.builder().directory(temp).start()) {
            assertThatThrownBy(() -> TestPostgres.builder()
                            .directory(first.directory().orElseThrow())
                            .start())
                    .isInstanceOf(PostgresUnavailableException.class)
                    .hasMessageContaining("in use by another process");
        }
    }

    @Test
    @Tag("faults")
    void findsAnotherPlaceWhereTheOtherIdentityCannotEnter() throws IOException {
        assumeTrue(RunAs.ways().contains(RunAs.SETPRIV), "only root needs another identity");
        Path closed = Files.createDirectory(temp.resolve("closed"));
        Posix.chmod(closed, "rwx------");
        Path moved;
        try (TestPostgres postgres = TestPostgres.builder()
                .directory(closed.resolve("data"))
                .ways(RunAs.SETPRIV)
                .start()) {
            moved = postgres.directory().orElseThrow();
        }
        try (TestPostgres again =
                TestPostgres.builder().directory(closed.resolve("data")).start()) {
            assertThat(again.directory()).contains(moved);
        } finally {
            Posix.deleteTree(moved);
        }
        assertThat(moved.getParent()).isEqualTo(Path.of("/var/tmp"));
    }

    @Test
    @Tag("faults")
    void refusesAFixedPortThatIsTaken() {
        try (TestPostgres first = TestPostgres.builder().start()) {
            int port = Integer.parseInt(first.toString().replaceAll(".*port (\\d+).*", "$1"));
            assertThatThrownBy(() -> TestPostgres.builder().port(port).start())
                    .isInstanceOf(PostgresUnavailableException.class)
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    @Tag("faults")
    void runsUnderEachIdentityThatRootCanTake() throws IOException, SQLException {
        assumeTrue(RunAs.ways().contains(RunAs.SETPRIV), "only root needs another identity");
        for (RunAs way : RunAs.ways()) {
            assumeTrue(
                    way.obstacle(Path.of("/bin/sh"), Path.of("/var/tmp")).isEmpty(),
                    way.label() + " is not possible here");
            try (TestPostgres postgres = TestPostgres.builder().ways(way).start()) {
                assertThat(version(postgres)).isNotEmpty();
                assertThat(postgres.toString()).contains(way.label());
            }
        }
    }

    @Test
    @Tag("faults")
    void tellsTheWaysOutWhereNeitherIdsNorNamespacesCanBeChanged() throws Exception {
        assumeTrue(RunAs.ways().contains(RunAs.SETPRIV), "only root needs another identity");
        List<String> forbidden = List.of(
                "unshare", "-Ur", "sh", "-c", "echo 0 > /proc/sys/user/max_user_namespaces && exec \"$@\"", "sh");
        List<String> probe = new ArrayList<>(forbidden);
        probe.add("true");
        assumeTrue(Command.run(temp, probe).succeeded(), "user namespaces cannot be nested here");
        List<String> words = new ArrayList<>(forbidden);
        words.addAll(keptServer());
        assertThat(Command.run(temp, words).output())
                .contains("by setpriv: ", "by unshare: ")
                .contains("Ways out", TestPostgres.URL_PROPERTY, "as an ordinary user", "install PostgreSQL");
    }

    @Test
    void stopsWhenItsProcessIsKilled() throws Exception {
        Process process = startKeptServer();
        ProcessHandle server = ProcessHandle.of(serverPid()).orElseThrow();
        process.destroyForcibly();
        await().until(() -> !server.isAlive());
        assertStartsWithItsData();
    }

    @Test
    void replacesAServerThatOutlivedItsProcess() throws Exception {
        long orphan = orphan();
        assertThat(ProcessHandle.of(orphan))
                .hasValueSatisfying(server -> assertThat(server.isAlive()).isTrue());
        assertStartsWithItsData();
        await().until(() ->
                ProcessHandle.of(orphan).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    @Tag("faults")
    void startsAfterTheServerItselfWasKilled() throws Exception {
        ProcessHandle server = ProcessHandle.of(orphan()).orElseThrow();
        server.destroyForcibly();
        await().until(() -> !server.isAlive());
        assertStartsWithItsData();
    }

    @Test
    @Tag("faults")
    void ignoresANoteWhoseNumberIsAnotherProgramsByNow() throws Exception {
        ProcessHandle server = ProcessHandle.of(orphan()).orElseThrow();
        server.destroyForcibly();
        await().until(() -> !server.isAlive());
        Path note = temp.resolve("pgdata/postmaster.pid");
        String mine = Long.toString(ProcessHandle.current().pid());
        Files.writeString(note, Files.readString(note).replaceFirst("\\d+", mine));
        assertStartsWithItsData();
    }

    private void assertStartsWithItsData() throws SQLException {
        try (TestPostgres postgres = TestPostgres.builder().directory(temp).start()) {
            assertThat(Sql.text(postgres.database("kept").dataSource(), "SELECT current_database()"))
                    .isEqualTo("kept");
        }
    }

    /** Kills a process and its watchdog, the one thing that would stop the server, and returns the server's id. */
    private long orphan() throws IOException {
        Process process = startKeptServer();
        process.children().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
        return serverPid();
    }

    private Process startKeptServer() throws IOException {
        Process process = new ProcessBuilder(keptServer())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        await().until(() -> String.valueOf(said.readLine()).startsWith("ready"));
        return process;
    }

    private List<String> keptServer() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KeptServer.class.getName(),
                temp.toString());
    }

    private long serverPid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(temp.resolve("pgdata/postmaster.pid")).get(0).strip());
    }

    private static String version(TestPostgres postgres) throws SQLException {
        try (TestDatabase database = postgres.newDatabase()) {
            return Sql.text(database.dataSource(), "SHOW server_version");
        }
    }
}
