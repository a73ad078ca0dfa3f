/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import org.nscacheck.nsca.Encryption;
import org.nscacheck.testkit.daemon.NscaDaemon;

/** What is sent, and to what kind of daemon. */
record Scenario(NscaDaemon.Mode mode, Encryption encryption, int textBytes) {

    static final String PASSWORD = "benchmark";
    static final String HOST = "shop";
    static final String SERVICE = "Mail queue";

    /** Returns an output of this size, with performance data. */
    String text() {
        String start = "7 mails not sent, the oldest waits for 3 minutes";
        String end = "|unsent=7";
        return start + ".".repeat(Math.max(0, textBytes - start.length() - end.length())) + end;
    }

    boolean isCheap() {
        return encryption == Encryption.NONE || encryption == Encryption.XOR;
    }

    /** Returns how many results a pass of a client has that sends them all on one connection. */
    int bulk() {
        return isCheap() && isSingle() ? 10_000 : 2_000;
    }

    boolean isSingle() {
        return mode == NscaDaemon.Mode.SINGLE;
    }

    @Override
    public String toString() {
        return (isSingle() ? "--single" : "forked") + ", " + encryption.number() + " " + encryption.label() + ", "
                + textBytes + " bytes";
    }
}
