/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Server;

/**
 * The {@code send_nsca} program as a child process: one process and one connection for a batch. The program reports only
 * what it has sent, never what was accepted. Thread-safe.
 */
final class SendNscaProgram implements NscaSender.Wire {

    /** Separates records since nsca 2.9; a newline has been part of the output since then. */
    private static final char ETB = 0x17;
    /** The longest record the program reads (MAX_INPUT_BUFFER less one). */
    private static final int MAX_RECORD_BYTES = 5119;

    private static final int EXIT_SENT = 0;
    private static final Pattern SENT = Pattern.compile("(\\d+) data packet\\(s\\) sent");

    private final NscaServerSettings settings;
    private final Path program;
    private final Server server;
    private final GeneratedSendNscaConfigs files;
    private final SenderLimits limits;

    SendNscaProgram(NscaServerSettings settings, Server server, GeneratedSendNscaConfigs files, SenderLimits limits) {
        this.settings = settings;
        this.program = settings.program();
        this.server = server;
        this.files = files;
        this.limits = limits;
    }

    @Override
    public List<SendOutcome> send(List<NscaMessage> messages, Validity validity, Deadline deadline)
            throws InterruptedException {
        List<SendOutcome> outcomes = new ArrayList<>(messages.size());
        List<NscaMessage> valid = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            Optional<SendOutcome.Expired> expiry = validity.expiry(i);
            if (expiry.isPresent()) {
                outcomes.add(expiry.get());
            } else {
                outcomes.add(new SendOutcome.Retry("not sent"));
                valid.add(messages.get(i));
                places.add(i);
            }
        }
        if (!valid.isEmpty()) {
            SendOutcome outcome = send(valid, deadline);
            places.forEach(place -> outcomes.set(place, outcome));
        }
        return outcomes;
    }

    private SendOutcome send(List<NscaMessage> messages, Deadline deadline) throws InterruptedException {
        if (deadline.isOver()) {
            return new SendOutcome.Retry("there was no time left to start " + program);
        }
        String input = messages.stream().map(SendNscaProgram::record).collect(Collectors.joining(String.valueOf(ETB)));
        try {
            return outcome(run(input, deadline), messages.size());
        } catch (IOException e) {
            return new SendOutcome.Retry(program + " could not be started: " + e.getMessage());
        }
    }

    /** A tab or a separator inside of the output would make another record of it, or a host result of a service's. */
    private static String record(NscaMessage message) {
        String output = message.output().replace('\t', ' ').replace(ETB, ' ').replace('\0', ' ');
        String text = output.isBlank() ? "(no output)" : output;
        String head = message.service() == null
                ? message.host() + "\t" + message.returnCode() + "\t"
                : message.host() + "\t" + message.service() + "\t" + message.returnCode() + "\t";
        int room = MAX_RECORD_BYTES - head.getBytes(StandardCharsets.UTF_8).length;
        return head + cut(text, room);
    }

    private static String cut(String text, int bytes) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(all.length, bytes);
        while (length > 0 && length < all.length && (all[length] & 0xC0) == 0x80) {
            length--;
        }
        return new String(all, 0, length, StandardCharsets.UTF_8);
    }

    /** How the program ended. */
    private record Ended(Optional<Integer> exit, String output) {}

    private Ended run(String input, Deadline deadline) throws IOException, InterruptedException {
        long seconds = Math.max(1, deadline.left().toSeconds() - 1);
        Process process = new ProcessBuilder(
                        limits.programs().require(program).toString(),
                        "-H",
                        address(),
                        "-p",
                        String.valueOf(server.port()),
                        "-to",
                        String.valueOf(seconds),
                        "-c",
                        configuration().toString())
                .redirectErrorStream(true)
                .start();
        try {
            feed(process, input);
            String output = drain(process.getInputStream(), process, deadline);
            boolean ended = process.waitFor(Math.max(1, deadline.left().toMillis()), TimeUnit.MILLISECONDS);
            return new Ended(ended ? Optional.of(process.exitValue()) : Optional.empty(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The program is given what was judged, since a name could lead it elsewhere; it speaks IPv4 best. */
    private String address() throws IOException {
        List<InetAddress> possible = limits.addresses().resolve(server.address());
        return possible.stream()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .orElse(possible.get(0))
                .getHostAddress();
    }

    private Path configuration() throws IOException {
        Optional<Path> given = settings.configFile();
        return given.isPresent()
                ? given.get()
                : files.write(server, settings.password().reveal(), settings.encryption());
    }

    /**
     * The program reads all of its input before it prints more than a line, so writing first cannot block for ever: what it
     * prints fits into the pipe.
     */
    private static void feed(Process process, String input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended before it had read everything; its exit status says why.
        }
    }

    private static String drain(InputStream stdout, Process process, Deadline deadline)
            throws IOException, InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        while (process.isAlive() && !deadline.isOver()) {
            process.waitFor(Math.min(20, Math.max(1, deadline.left().toMillis())), TimeUnit.MILLISECONDS);
            output.write(stdout.readNBytes(Math.min(stdout.available(), 8192)));
        }
        output.write(stdout.readNBytes(Math.min(stdout.available(), 8192)));
        return output.toString(StandardCharsets.UTF_8).strip();
    }

    private SendOutcome outcome(Ended ended, int expected) {
        if (ended.exit.isEmpty()) {
            return new SendOutcome.Unknown(program + " did not end in time and was stopped");
        }
        String words = program + " ended with exit status " + ended.exit.get() + ": "
                + (ended.output.isEmpty() ? "(it said nothing)" : ended.output);
        if (ended.exit.get() != EXIT_SENT) {
            // Status 2 is for everything before the first packet; others may come in the middle.
            return ended.exit.get() == 2 ? new SendOutcome.Retry(words) : new SendOutcome.Unknown(words);
        }
        Matcher sent = SENT.matcher(ended.output);
        boolean all = sent.find() && sent.group(1).equals(String.valueOf(expected));
        return all ? new SendOutcome.Sent(false) : new SendOutcome.Unknown(words);
    }
}
