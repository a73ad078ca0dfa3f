/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.FaultyConfigurationException;
import org.nscacheck.server.InvalidFieldException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Why a request was not done, in the form of RFC 9457.
 *
 * @param type always {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param status the HTTP status
 * @param detail a sentence that says what is wrong and what to do
 * @param errors the single faults, empty if there is but one
 */
record Problem(String type, String title, int status, String detail, List<Fault> errors) {

    private static final MediaType PROBLEM = MediaType.parseMediaType("application/problem+json");

    /**
     * One of several faults.
     *
     * @param field the field that it is about, or null if that is not known
     * @param detail what is wrong
     */
    record Fault(@Nullable String field, String detail) {}

    static Problem of(HttpStatus status, String detail, List<Fault> faults) {
        return new Problem("about:blank", status.getReasonPhrase(), status.value(), detail, faults);
    }

    /** Returns what a service refused, with the field or the single faults where they are known. */
    static Problem of(RefusedException e) {
        String message = String.valueOf(e.getMessage());
        List<Fault> faults = List.of();
        if (e instanceof InvalidFieldException invalid) {
            faults = List.of(new Fault(invalid.field(), message));
        } else if (e instanceof FaultyConfigurationException) {
            faults = message.lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("- "))
                    .map(line -> new Fault(null, line.substring(2)))
                    .toList();
        }
        return of(ApiException.UNPROCESSABLE, message, faults);
    }

    ResponseEntity<byte[]> answer() {
        return builder().body(JsonWriter.bytes(this));
    }

    /** The same with one more header. */
    ResponseEntity<byte[]> answer(String header, String value) {
        return builder().header(header, value).body(JsonWriter.bytes(this));
    }

    private ResponseEntity.BodyBuilder builder() {
        return ResponseEntity.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(PROBLEM);
    }
}
