/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.util.List;
import org.springframework.http.HttpStatus;

/** A request that is answered with a problem. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** By its number: its name differs between releases of Spring. */
    static final HttpStatus UNPROCESSABLE = HttpStatus.valueOf(422);

    private final transient HttpStatus status;
    private final transient List<Problem.Fault> faults;

    ApiException(HttpStatus status, String detail) {
        this(status, detail, List.of());
    }

    ApiException(HttpStatus status, String detail, List<Problem.Fault> faults) {
        super(detail);
        this.status = status;
        this.faults = List.copyOf(faults);
    }

    static ApiException badRequest(String detail) {
        return new ApiException(HttpStatus.BAD_REQUEST, detail);
    }

    /** Returns the answer to a body with one value that is not possible. */
    static ApiException field(String field, String detail) {
        return new ApiException(UNPROCESSABLE, detail, List.of(new Problem.Fault(field, detail)));
    }

    HttpStatus status() {
        return status;
    }

    List<Problem.Fault> faults() {
        return faults;
    }
}
