/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.plugin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.RefusedException;
import org.nscacheck.Status;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.StartingException;
import org.nscacheck.plugin.OutputFormat;
import org.nscacheck.plugin.PluginOutput;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Runs a check for whoever knows the token, and answers as a plugin does: its output as text, and its exit code in the header
 * {@value #EXIT}. The result is neither recorded nor sent. Each answer is one of a plugin, so that a poller never takes a page of
 * errors for a result: what cannot be run is UNKNOWN, with HTTP status 401, 404, 429 or 503.
 */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/plugin")
public final class PluginController {

    /** The header that carries the exit code, 0 to 3. */
    public static final String EXIT = "X-Nscacheck-Exit";

    /** Nagios reads so much of a plugin's output. */
    private static final OutputFormat FORMAT = OutputFormat.NSCA.withMaxBytes(8191);

    private static final int LEAST_TOKEN = 16;
    private static final String SCHEME = "Bearer ";
    private static final Actor POLLER = new Actor("plugin endpoint", Permission.OPERATE);

    private final Trial trial;
    private final byte[] token;

    /** Runs a check by its name or key. */
    @FunctionalInterface
    public interface Trial {

        /** See {@code Engine.tryOut}. */
        CheckResult run(Actor actor, String name) throws InterruptedException;
    }

    /** @param token what a request has to know; at least 16 characters */
    public PluginController(Trial trial, String token) {
        if (token.length() < LEAST_TOKEN) {
            throw new IllegalArgumentException("the token of the plugin endpoint has " + token.length()
                    + " characters, it must have " + LEAST_TOKEN + " or more: make one with openssl rand -hex 32");
        }
        this.trial = trial;
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @GetMapping("/{check}")
    ResponseEntity<String> run(
            @PathVariable("check") String check,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization)
            throws InterruptedException {
        if (!isKnown(authorization)) {
            return answer(HttpStatus.UNAUTHORIZED, unknown("the token is missing or wrong"));
        }
        return answer(HttpStatus.OK, trial.run(POLLER, check));
    }

    private boolean isKnown(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        token, authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
    }

    private static CheckResult unknown(String why) {
        return CheckResult.of(Status.UNKNOWN, why);
    }

    private static ResponseEntity<String> answer(HttpStatus status, CheckResult result) {
        PluginOutput.Rendered output =
                PluginOutput.render(result.message(), result.longOutput(), result.perfData(), FORMAT);
        return ResponseEntity.status(status)
                .header(EXIT, String.valueOf(result.status().code()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(output.text() + "\n");
    }

    @ExceptionHandler
    ResponseEntity<String> notFound(NoSuchElementException e) {
        return answer(HttpStatus.NOT_FOUND, unknown(String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<String> refused(RefusedException e) {
        return answer(HttpStatus.TOO_MANY_REQUESTS, unknown(String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<String> starting(StartingException e) {
        return answer(HttpStatus.SERVICE_UNAVAILABLE, unknown(String.valueOf(e.getMessage())));
    }
}
