/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nscang;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;

/**
 * One conversation of NSCA-ng ({@code PROTOCOL} in its source): {@code MOIN} once, {@code PUSH} and the command for each
 * result, {@code QUIT} at the end. Not thread-safe.
 */
final class NscaNgSession implements AutoCloseable {

    /**
     * One that was idle for longer is not used again: the server may leave a NOOP unanswered, and what follows it, which looks like a
     * server that is away.
     */
    private static final long MOST_IDLE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String OKAY = "OKAY";
    private static final String FAIL = "FAIL";
    private static final String BAIL = "BAIL";

    private final TlsPskConnection connection;
    private final Duration readTimeout;
    private long usedAt = System.nanoTime();
    private boolean complaining;

    /** The server has ended the session with words of its own. */
    static final class BailedException extends IOException {
        private static final long serialVersionUID = 1;

        BailedException(String answer) {
            super("the server ended the session: " + answer);
        }
    }

    private NscaNgSession(TlsPskConnection connection, Duration readTimeout) {
        this.connection = connection;
        this.readTimeout = readTimeout;
    }

    static NscaNgSession open(NscaNgClientSettings settings, Deadline deadline) throws IOException {
        TlsPskConnection connection = TlsPskConnection.open(settings, deadline.atMost(settings.connectTimeout()));
        boolean greeted = false;
        try {
            NscaNgSession session = new NscaNgSession(connection, settings.readTimeout());
            String answer = session.ask("MOIN 1 " + sessionName(), deadline);
            if (!answer.equals("MOIN 1")) {
                throw new BailedException("it does not speak version 1 of the protocol: " + answer);
            }
            greeted = true;
            return session;
        } finally {
            if (!greeted) {
                connection.close();
            }
        }
    }

    /** Is in the server's log; 2 to 64 characters. */
    private static String sessionName() {
        byte[] bytes = new byte[6];
        RANDOM.nextBytes(bytes);
        return "nscacheck-" + HexFormat.of().formatHex(bytes);
    }

    private String ask(String request, Deadline deadline) throws IOException {
        connection.append((request + "\r\n").getBytes(StandardCharsets.UTF_8));
        connection.flush(deadline.atMost(readTimeout));
        return answer(deadline);
    }

    private String checked(String answer) throws BailedException {
        usedAt = System.nanoTime();
        if (answer.startsWith(BAIL)) {
            throw new BailedException(answer.substring(BAIL.length()).strip());
        }
        return answer;
    }

    /** Returns whether it was used just now; of one that was idle nobody knows whether the server still answers. */
    boolean isFresh() {
        return System.nanoTime() - usedAt < MOST_IDLE_NANOS;
    }

    /**
     * Sends commands without waiting for the answer of each; {@link #outcome} is then to be called once for each of them. The
     * server reads one after the other, and answers each twice: to {@code PUSH} and to the command itself.
     */
    void push(List<byte[]> commands, Deadline deadline) throws IOException {
        hearComplaint(deadline);
        for (byte[] command : commands) {
            connection.append(("PUSH " + command.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            connection.append(command);
        }
        connection.flush(deadline.atMost(readTimeout));
    }

    /**
     * Returns what became of the next command.
     *
     * @throws IOException if the session is over
     */
    SendOutcome outcome(Deadline deadline) throws IOException {
        hearComplaint(deadline);
        String answer = answer(deadline);
        if (answer.startsWith(FAIL)) {
            complaining = true;
            return new SendOutcome.Refused(words(answer));
        }
        requireOkay(answer);
        answer = answer(deadline);
        if (answer.startsWith(FAIL)) {
            return new SendOutcome.Refused(words(answer));
        }
        requireOkay(answer);
        return new SendOutcome.Accepted();
    }

    /** A command that the server did not want to see is on its way all the same, and the server answers to that too. */
    private void hearComplaint(Deadline deadline) throws IOException {
        if (complaining) {
            complaining = false;
            answer(deadline);
        }
    }

    private String answer(Deadline deadline) throws IOException {
        return checked(connection.readLine(deadline.atMost(readTimeout)));
    }

    private static void requireOkay(String answer) throws IOException {
        if (!answer.equals(OKAY)) {
            throw new IOException("the server's answer is not part of the protocol: " + answer);
        }
    }

    private static String words(String answer) {
        return answer.substring(FAIL.length()).strip();
    }

    /** Ends the session in order if the server lets us. */
    @Override
    public void close() throws IOException {
        try (connection) {
            ask("QUIT", Deadline.in(Duration.ofMillis(500)));
        }
    }

    /** Ends the session in order, or without an answer: what was to be known is known. */
    void leave() {
        try {
            close();
        } catch (IOException e) {
            // It is over in any case.
        }
    }

    /** Ends the session without a word, because the server does not listen any more. */
    void abandon() {
        try {
            connection.close();
        } catch (IOException e) {
            // It is over in any case.
        }
    }
}
