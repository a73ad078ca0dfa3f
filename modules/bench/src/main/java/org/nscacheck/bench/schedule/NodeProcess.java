/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running {@link Node}. */
final class NodeProcess {

    /** What a node says of itself at one moment, or several of them together. */
    record Figures(long executions, long processorNanos, long statements) {

        Figures plus(Figures other) {
            return new Figures(
                    executions + other.executions,
                    processorNanos + other.processorNanos,
                    statements + other.statements);
        }

        Figures minus(Figures other) {
            return new Figures(
                    executions - other.executions,
                    processorNanos - other.processorNanos,
                    statements - other.statements);
        }
    }

    private final Process process;
    private final BufferedReader output;
    private final Writer input;

    private NodeProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /**
     * Starts nodes at the same time, and returns when all are ready.
     *
     * @param options such as "count", see {@link Node}
     */
    static List<NodeProcess> start(int nodes, Assignment assignment, String... options) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xmx1g");
        String jvm = System.getProperty("nscacheck.bench.node-options", "");
        words.addAll(List.of(jvm.split(" ", -1)).stream()
                .filter(word -> !word.isEmpty())
                .toList());
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.add(Node.class.getName());
        words.addAll(assignment.words());
        words.addAll(List.of(options));
        List<NodeProcess> started = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            started.add(new NodeProcess(new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()));
        }
        for (NodeProcess node : started) {
            node.await("READY");
        }
        return started;
    }

    private String await(String word) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length()).strip();
            }
            said.append(line).append('\n');
        }
        throw new IOException("the node ended:\n" + said);
    }

    static Figures figures(List<NodeProcess> nodes) throws IOException {
        Figures sum = new Figures(0, 0, 0);
        for (NodeProcess node : nodes) {
            String[] words = node.ask("figures", "FIGURES").split(" ", -1);
            sum = sum.plus(new Figures(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
        }
        return sum;
    }

    /** Returns how late executions were since the last call. */
    static Lateness lateness(List<NodeProcess> nodes) throws IOException {
        Lateness sum = new Lateness();
        for (NodeProcess node : nodes) {
            sum.add(Lateness.parse(node.ask("lateness", "LATENESS")));
        }
        return sum;
    }

    /** Returns what is on the heap once the garbage is collected. */
    long heapBytes() throws IOException {
        return Long.parseLong(ask("heap", "HEAP"));
    }

    private String ask(String question, String answer) throws IOException {
        input.write(question + "\n");
        input.flush();
        return await(answer);
    }

    /** A node that has much to do does not end at once; its database is going to be dropped anyway. */
    static void stop(List<NodeProcess> nodes) throws InterruptedException {
        nodes.forEach(node -> node.process.destroyForcibly());
        for (NodeProcess node : nodes) {
            node.process.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
