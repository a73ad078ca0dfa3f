/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import java.time.Duration;

/** What goes wrong at the fake daemon, from {@link FakeNscaDaemon#fail} until {@link FakeNscaDaemon#heal}. */
public sealed interface Fault {

    /** Nothing goes wrong. */
    record None() implements Fault {}

    /** Nobody listens on the port; open connections go on. */
    record Refuse() implements Fault {}

    /**
     * Connections are made, but nobody greets, and nobody reads from open ones: a daemon that is stopped, or in its
     * one-second sleep. When the fault is lifted all goes on where it stood.
     */
    record Freeze() implements Fault {}

    /** The first bytes of the greeting are sent, and then nothing; with 0 the daemon is silent for ever. */
    record HalfGreeting(int bytes) implements Fault {

        public HalfGreeting {
            requireShort(bytes);
        }
    }

    /** The first bytes of the greeting are sent, and then the connection is closed: a daemon killed at that moment. */
    record CutGreeting(int bytes) implements Fault {

        public CutGreeting {
            requireShort(bytes);
        }
    }

    /** Connections are closed without a byte: what nsca does when it cannot open its configured cipher. */
    record CloseBeforeGreeting() implements Fault {}

    /** Nothing is read after the greeting until the fault is lifted, so that the client's writes block at some point. */
    record StopReading() implements Fault {}

    /** At most that many bytes are read at a time, with a pause before each. */
    record SlowReading(int bytes, Duration pause) implements Fault {

        public SlowReading {
            if (bytes < 1) {
                throw new IllegalArgumentException("bytes: not positive: " + bytes);
            }
        }
    }

    /** Each connection is reset after that many packets have been taken from it: a daemon that crashes in a batch. */
    record DropAfter(int packets) implements Fault {

        public DropAfter {
            if (packets < 0) {
                throw new IllegalArgumentException("packets: negative: " + packets);
            }
        }
    }

    private static void requireShort(int bytes) {
        if (bytes < 0 || bytes >= Greeting.LENGTH) {
            throw new IllegalArgumentException("bytes: not within 0.." + (Greeting.LENGTH - 1) + ": " + bytes);
        }
    }
}
