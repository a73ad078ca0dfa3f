/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.overc;

import java.time.Duration;

/** What goes wrong at the fake server, from {@link FakeOverCServer#fail} until {@link FakeOverCServer#heal}. */
public sealed interface OverCFault {

    /** Nothing goes wrong. */
    record None() implements OverCFault {}

    /** Each request is answered so much later, or when the fault ends. */
    record Delay(Duration time) implements OverCFault {}

    /**
     * Each request gets this answer and does nothing: what a broken OverC, a proxy, or another application would say.
     *
     * @param status of HTTP
     * @param body whole text of the answer
     * @param header name and value of one header, separated by a colon and a blank; empty for none
     */
    record Answer(int status, String body, String header) implements OverCFault {

        public Answer(int status, String body) {
            this(status, body, "");
        }
    }

    /** So many bytes of a body are read, and then the connection is closed without an answer; nothing is stored. */
    record HangUpAfter(int bytes) implements OverCFault {}

    /** Everything is stored, and the connection is closed without an answer. */
    record LoseAnswer() implements OverCFault {}

    /** A post in which this text stands gets this status, and none of it is stored. */
    record FailAt(String text, int status) implements OverCFault {}

    /** The next requests, so many of them, are answered with 500 and do nothing; those after them are as usual. */
    record FailNext(int requests) implements OverCFault {

        public FailNext {
            if (requests < 1) {
                throw new IllegalArgumentException("requests: not positive: " + requests);
            }
        }
    }
}
