/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.overc;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.nscacheck.CheckResult;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.StartingException;
import org.nscacheck.loop.Outage;
import org.nscacheck.overc.AlertsPost;
import org.nscacheck.overc.Identification;
import org.nscacheck.overc.InvalidRequestException;
import org.nscacheck.overc.OverCDecoder;
import org.nscacheck.overc.OverCEncoder;
import org.nscacheck.overc.RequestLimits;
import org.nscacheck.overc.ServiceReport;
import org.nscacheck.overc.StatusPost;
import org.nscacheck.plugin.PluginOutput;
import org.nscacheck.push.Credentials;
import org.nscacheck.push.PushReceiver;
import org.nscacheck.push.PushReceiver.SentAlert;
import org.nscacheck.push.PushedState;
import org.nscacheck.push.TooManyRequestsException;
import org.nscacheck.push.WrongKeyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What agents of OverC post. Who reports is proven by the key in the body; a browser's cookies mean nothing here. A body that cannot be
 * read is answered with 400 and a reason, a wrong key with 403, too many requests with 429; 503 means that nothing of the post need be
 * stored and that it should be sent again. Any type of content is taken, because {@code curl -d} says that it sends a form.
 */
@RestController
@RequestMapping("${nscacheck.overc.prefix:/overc}/api")
public final class OverCController {

    private static final Logger log = LoggerFactory.getLogger(OverCController.class);

    private static final int RETRY_AFTER_SECONDS = 5;

    private final Outage outage = new Outage(
            log,
            Level.ERROR,
            "NSCA-513 posts of agents cannot be stored, they are told to send them again",
            "NSCA-514 posts of agents are stored again");
    private final PushReceiver receiver;
    private final RequestLimits limits;
    private final OverCDecoder decoder;

    /** @param limits how large posts may be */
    public OverCController(PushReceiver receiver, RequestLimits limits) {
        this.receiver = receiver;
        this.limits = limits;
        this.decoder = new OverCDecoder(limits);
    }

    @PostMapping("/ping")
    ResponseEntity<byte[]> ping(HttpServletRequest request) throws IOException, InvalidRequestException {
        receiver.ping(credentials(decoder.ping(body(request))), request.getRemoteAddr());
        return done(OverCEncoder.pong());
    }

    @PostMapping("/set/service/status")
    ResponseEntity<byte[]> status(HttpServletRequest request) throws IOException, InvalidRequestException {
        StatusPost post = decoder.status(body(request));
        List<PushedState> states =
                post.services().stream().map(service -> state(post, service)).toList();
        receiver.report(credentials(post.server()), request.getRemoteAddr(), states);
        return done(OverCEncoder.ok());
    }

    private static PushedState state(StatusPost post, ServiceReport service) {
        return new PushedState(service.name(), result(service), Duration.ofSeconds(post.periodOf(service)));
    }

    /** The text is the output of a plugin where OverC's own client ran one: its values are kept as values. */
    private static CheckResult result(ServiceReport service) {
        PluginOutput.Parsed parsed = PluginOutput.parse(service.info());
        return new CheckResult(service.status(), parsed.message(), parsed.longOutput(), parsed.perfData());
    }

    @PostMapping("/set/alerts")
    ResponseEntity<byte[]> alerts(HttpServletRequest request) throws IOException, InvalidRequestException {
        AlertsPost post = decoder.alerts(body(request));
        receiver.alert(
                credentials(post.server()),
                request.getRemoteAddr(),
                post.alerts().stream()
                        .map(alert -> new SentAlert(alert.service(), alert.message()))
                        .toList());
        return done(OverCEncoder.ok());
    }

    private static Credentials credentials(Identification server) {
        return new Credentials(server.name(), server.key().reveal());
    }

    /** Returns no more than one byte too much, so that the decoder sees that it is. */
    private byte[] body(HttpServletRequest request) throws IOException {
        return request.getInputStream().readNBytes(limits.bodyBytes() + 1);
    }

    private ResponseEntity<byte[]> done(byte[] answer) {
        outage.worked();
        return json(HttpStatus.OK, answer);
    }

    static ResponseEntity<byte[]> json(HttpStatus status, byte[] body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> invalid(InvalidRequestException e) {
        return json(HttpStatus.BAD_REQUEST, OverCEncoder.error(e.reason()));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> refused(RefusedException e) {
        return json(HttpStatus.BAD_REQUEST, OverCEncoder.error(String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> wrongKey(WrongKeyException e) {
        return json(HttpStatus.FORBIDDEN, OverCEncoder.error(String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> tooMany(TooManyRequestsException e) {
        return json(HttpStatus.TOO_MANY_REQUESTS, OverCEncoder.error(String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> starting(StartingException e) {
        return unavailable(String.valueOf(e.getMessage()));
    }

    /** The sender has gone, or did not send what it said. */
    @ExceptionHandler
    ResponseEntity<byte[]> broken(IOException e) {
        log.debug("a post could not be read", e);
        return json(HttpStatus.BAD_REQUEST, OverCEncoder.error("the body could not be read"));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> failed(RuntimeException e) {
        outage.failed(e);
        return unavailable("the application could not store it; send it again");
    }

    private static ResponseEntity<byte[]> unavailable(String reason) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS))
                .contentType(MediaType.APPLICATION_JSON)
                .body(OverCEncoder.error(reason));
    }
}
