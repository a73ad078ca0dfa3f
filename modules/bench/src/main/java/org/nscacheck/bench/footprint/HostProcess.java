/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A running {@link HostApplication}. */
final class HostProcess implements AutoCloseable {

    /** What the application says of itself at one moment; connections are the most since the figures before. */
    record Figures(long statements, long processorNanos, int connections) {}

    /** Of the host, if it is to be another than ours: of another Spring Boot, with this module's classes in front. */
    private static final String CLASS_PATH = System.getProperty("nscacheck.bench.host-class-path", "");

    private final Process process;
    private final BufferedReader output;
    private final Writer input;
    private final long startMillis;
    private final int port;

    private HostProcess(Process process) throws IOException {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        String[] words = await("READY ");
        this.startMillis = Long.parseLong(words[1]);
        this.port = Integer.parseInt(words[2]);
    }

    static HostProcess start(List<String> properties) throws IOException {
        return start(properties, CLASS_PATH.isEmpty() ? System.getProperty("java.class.path") : CLASS_PATH);
    }

    /** Starts it with another class path than this process has. */
    static HostProcess start(List<String> properties, String classPath) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xmx512m");
        words.addAll(List.of("-cp", classPath));
        words.add(HostApplication.class.getName());
        properties.forEach(property -> words.add("--" + property));
        return new HostProcess(new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private String[] await(String word) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word)) {
                return line.split(" ", -1);
            }
            said.append(line).append('\n');
        }
        throw new IOException("the host ended:\n" + said);
    }

    long startMillis() {
        return startMillis;
    }

    int port() {
        return port;
    }

    Figures figures() throws IOException {
        String[] words = ask("figures", "FIGURES ");
        return new Figures(Long.parseLong(words[1]), Long.parseLong(words[2]), Integer.parseInt(words[3]));
    }

    /** Returns the processor time of the threads of the JVM that compile, so far. Linux only. */
    long compilerNanos() throws IOException {
        long sum = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("comm")).contains(" CompilerThre")) {
                    sum += Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
                }
            }
        }
        return sum;
    }

    /** Returns what is on the heap once the garbage is collected. */
    long heapBytes() throws IOException {
        return Long.parseLong(ask("heap", "HEAP ")[1]);
    }

    private String[] ask(String question, String answer) throws IOException {
        input.write(question + "\n");
        input.flush();
        return await(answer);
    }

    @Override
    public void close() throws IOException {
        input.close();
        output.transferTo(Writer.nullWriter());
        process.onExit().join();
    }
}
