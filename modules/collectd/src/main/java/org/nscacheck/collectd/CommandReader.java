/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Names;

/**
 * Reads what a program writes that collectd's exec plugin would start: lines of PUTNOTIF and PUTVAL, which are handed to a peer. Nobody
 * answers the program, so each line that cannot be used is told to a listener. Whoever uses this starts and ends the program.
 */
public final class CommandReader {

    /** Most bytes of a line; what is longer is skipped as a whole. */
    public static final int MAX_LINE_BYTES = 4096;

    private final CollectdPeer peer;
    private final CommandParser parser;
    private final Consumer<String> faults;

    /**
     * @param types which types there are
     * @param clock for values of the time {@code N}
     * @param faults takes a sentence for each line that cannot be used, fit for a log
     */
    public CommandReader(CollectdPeer peer, DataSets types, InstantSource clock, Consumer<String> faults) {
        this.peer = peer;
        this.parser = new CommandParser(types, clock);
        this.faults = faults;
    }

    /**
     * Reads until the end, without ever holding more than one line. Call it once for each stream; several streams may be read at a time.
     *
     * @throws IOException if the stream breaks
     */
    public void readAll(InputStream output) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        byte[] buffer = new byte[MAX_LINE_BYTES];
        for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    take(line, tooLong);
                    tooLong = false;
                } else if (line.size() < MAX_LINE_BYTES) {
                    line.write(buffer[i]);
                } else {
                    tooLong = true;
                }
            }
        }
        take(line, tooLong);
    }

    private void take(ByteArrayOutputStream line, boolean tooLong) {
        String text = line.toString(StandardCharsets.UTF_8).strip();
        line.reset();
        if (tooLong) {
            fault(text, "it has more than " + MAX_LINE_BYTES + " bytes");
        } else if (!text.isEmpty()) {
            take(text);
        }
    }

    private void take(String line) {
        Command command = parser.parse(line);
        try {
            if (command instanceof Command.PutNotification put) {
                peer.notification(put.notification());
            } else if (command instanceof Command.PutValues put) {
                put.lists().forEach(peer::values);
            } else if (command instanceof Command.Faulty faulty) {
                fault(line, faulty.reason());
            } else {
                fault(line, "a program can only say PUTNOTIF and PUTVAL");
            }
        } catch (RefusedException e) {
            fault(line, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            fault(line, "it could not be taken: " + e);
        }
    }

    private void fault(String line, String reason) {
        faults.accept("line '" + Names.shortened(line) + "' cannot be used: " + Names.printable(reason));
    }
}
