/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

/**
 * What a run has to say before its end: it is shown as further lines if the time of the run is over before the handler returns, and
 * forgotten otherwise. Thread-safe.
 */
public final class Interim {

    private volatile String text = "";

    /** Replaces what was said before; empty if there is nothing to say. */
    public void say(String lines) {
        text = lines;
    }

    /** Returns what was said last, or an empty text. */
    public String text() {
        return text;
    }
}
