/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.nscacheck.BusyException;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.admin.StartingException;
import org.nscacheck.server.Names;
import org.nscacheck.server.StaleVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What all resources do before and after: let somebody in, and answer with a problem where something went wrong. */
abstract class ApiController {

    static final String ACTOR = "actor";

    private static final Logger log = LoggerFactory.getLogger(ApiController.class);
    private static final String RETRY_AFTER_SECONDS = "3";

    final Api api;

    ApiController(Api api) {
        this.api = api;
    }

    /** Runs before each handler; nothing of ours is reached without it. */
    @ModelAttribute
    void admit(HttpServletRequest request, Model model) {
        model.addAttribute(ACTOR, api.admit(request));
    }

    static ResponseEntity<byte[]> ok(Object view) {
        return answer(ResponseEntity.ok(), view);
    }

    static ResponseEntity<byte[]> answer(ResponseEntity.BodyBuilder builder, Object view) {
        return builder.header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(MediaType.APPLICATION_JSON)
                .body(JsonWriter.bytes(view));
    }

    static Body body(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(JsonReader.MOST_BYTES + 1);
        if (bytes.length > JsonReader.MOST_BYTES) {
            throw new ApiException(
                    HttpStatus.valueOf(413), "the body has more than " + JsonReader.MOST_BYTES + " bytes");
        }
        return new Body("", JsonReader.object(bytes));
    }

    static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new NoSuchElementException("'" + Names.shortened(id) + "' is no id.");
        }
    }

    @ExceptionHandler
    ResponseEntity<byte[]> problem(ApiException e) {
        Problem problem = Problem.of(e.status(), String.valueOf(e.getMessage()), e.faults());
        return e.status() == HttpStatus.UNAUTHORIZED
                ? problem.answer(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                : problem.answer();
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notPermitted(NotPermittedException e) {
        return problem(new ApiException(HttpStatus.FORBIDDEN, String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> stale(StaleVersionException e) {
        return problem(new ApiException(
                HttpStatus.PRECONDITION_FAILED,
                "somebody else changed this meanwhile: get it again, and repeat the change"));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notFound(NoSuchElementException e) {
        return problem(new ApiException(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> refused(RefusedException e) {
        return Problem.of(e).answer();
    }

    @ExceptionHandler
    ResponseEntity<byte[]> busy(BusyException e) {
        return Problem.of(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage()), List.of())
                .answer(HttpHeaders.RETRY_AFTER, String.valueOf(e.retryAfter().toSeconds()));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> starting(StartingException e) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()), List.of())
                .answer(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    /** Anything else: a sentence here, the rest in the log. */
    @ExceptionHandler
    ResponseEntity<byte[]> failed(Exception e, HttpServletRequest request) {
        log.error(
                "NSCA-163 request of the API failed method={} path={}",
                request.getMethod(),
                Names.printable(request.getRequestURI()),
                e);
        return problem(new ApiException(
                HttpStatus.INTERNAL_SERVER_ERROR, "the application failed; look for NSCA-163 in its log"));
    }
}
