/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What the zip unpacks to, made of what the tests were compiled to: the start script and the jars. */
final class Installation {

    private static final Path SCRIPT = Path.of("../../src/assembly/cli/bin/nscacheck");
    private static final List<String> LIBRARIES =
            List.of("picocli", "slf4j-api", "slf4j-simple", "jspecify", "bcprov", "bctls", "bcutil", "jackson-core");

    private final Path directory;

    private Installation(Path directory) {
        this.directory = directory;
    }

    static Installation in(Path directory) throws IOException {
        Path lib = Files.createDirectories(directory.resolve("lib"));
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path script = Files.copy(SCRIPT, bin.resolve("nscacheck"));
        if (!script.toFile().setExecutable(true)) {
            throw new IOException(script + " could not be made executable");
        }
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath().normalize();
            String name = path.getFileName().toString();
            if (Files.isDirectory(path) && name.equals("classes")) {
                pack(path, lib.resolve("classes-" + number++ + ".jar"));
            } else if (LIBRARIES.stream().anyMatch(name::startsWith)) {
                Files.copy(path, lib.resolve(name));
            } else if (name.matches("nscacheck-(core|nsca|http|cli)-.*\\.jar")) {
                Files.copy(path, lib.resolve(name));
            }
        }
        return new Installation(directory);
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
            }
        }
    }

    Path script() {
        return directory.resolve("bin/nscacheck");
    }

    /** Runs the script, or a link to it, as a process. */
    static Ran run(Path program, Map<String, String> environment, String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path directory = Files.createTempDirectory("nscacheck-script-");
        Path in = Files.writeString(directory.resolve("in"), input);
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        Ran ran = new Ran(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
        for (Path file : List.of(in, out, err, directory)) {
            Files.delete(file);
        }
        return ran;
    }
}
