/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.contract.SenderContract;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** The directory of check results, read as Nagios does: file by file, and result by result up to an empty line. */
class CheckResultSpoolContractTest extends SenderContract {

    @TempDir
    private Path parent;

    private Path directory = Path.of("");

    private final SenderFactory factory = new CommandFileSenderFactory(
            SenderLimits.USUAL.withReceivers(List.of(Path.of(System.getProperty("java.io.tmpdir")))));

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(parent.resolve("checkresults"));
    }

    private static Server at(Path path) {
        return Server.builder("local", "nagios-files")
                .address("localhost")
                .hostName("shop")
                .settings(Map.of("way", "spool", "path", path.toString()))
                .build();
    }

    @Override
    public SenderFactory factory() {
        return factory;
    }

    @Override
    public Server server() {
        return at(directory);
    }

    @Override
    protected Server unreachable() {
        return at(parent.resolve("not-there").resolve("checkresults"));
    }

    @Override
    protected Optional<Server> stuck() {
        return Optional.empty();
    }

    @Override
    protected List<Arrived> arrived() {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> done = files.filter(file -> file.toString().endsWith(".ok"))
                    .sorted(Comparator.comparing(CheckResultSpoolContractTest::writtenAt))
                    .toList();
            List<Arrived> arrived = new ArrayList<>();
            for (Path file : done) {
                String name = file.toString();
                arrived.addAll(read(Files.readString(Path.of(name.substring(0, name.length() - ".ok".length())))));
            }
            return arrived;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Arrived> read(String text) {
        List<Arrived> arrived = new ArrayList<>();
        for (String block : text.split("\n\n")) {
            Map<String, String> values = new HashMap<>();
            block.lines().filter(line -> line.contains("=")).forEach(line -> {
                int equals = line.indexOf('=');
                values.put(line.substring(0, equals), line.substring(equals + 1));
            });
            if (values.containsKey("host_name")) {
                arrived.add(Arrived.atCore(
                        new Target(values.get("host_name"), values.get("service_description")),
                        Integer.parseInt(values.get("return_code")),
                        values.get("output")));
            }
        }
        return arrived;
    }
}
