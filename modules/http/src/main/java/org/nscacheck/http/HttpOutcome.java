/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What came of one HTTP request. */
public sealed interface HttpOutcome {

    /** Returns the same with another body, if it has one: whoever answers may quote the request. */
    default HttpOutcome withBody(UnaryOperator<String> changed) {
        return this;
    }

    /**
     * It was answered.
     *
     * @param status of HTTP
     * @param body the whole body, empty if it was longer than the limit
     * @param headers of the answer
     */
    record Answered(int status, Optional<String> body, HttpHeaders headers) implements HttpOutcome {

        /** The longest pause that a server is granted. */
        private static final long MOST_SECONDS = Duration.ofHours(1).toSeconds();

        @Override
        public HttpOutcome withBody(UnaryOperator<String> changed) {
            return new Answered(status, body.map(changed), headers);
        }

        /** Returns a header's first value. */
        public Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        /** Returns the pause that it asks for, an hour at most. Only seconds are read: a date would need a clock that both share. */
        public Optional<Duration> pause() {
            return header("Retry-After")
                    .filter(text -> text.matches("[0-9]{1,9}"))
                    .map(text -> Duration.ofSeconds(Math.min(MOST_SECONDS, Long.parseLong(text))));
        }
    }

    /** Nothing was sent. */
    record NotSent(String reason) implements HttpOutcome {}

    /** It was sent, at least in part, and not answered. */
    record NotAnswered(String reason) implements HttpOutcome {}
}
