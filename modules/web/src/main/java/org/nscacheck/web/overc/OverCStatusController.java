/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.overc;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.StartingException;
import org.nscacheck.overc.InvalidRequestException;
import org.nscacheck.overc.OverCEncoder;
import org.nscacheck.overc.StatesAnswer.IdRange;
import org.nscacheck.web.AccessPolicy;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What OverC's screens read. Who may read and delete here is who may do so on the screens of this application. */
@RestController
@RequestMapping("${nscacheck.overc.prefix:/overc}/ui/api")
public final class OverCStatusController {

    private static final int MOST_HOURS = 24 * 366;

    private final OverCAnswers answers;
    private final AccessPolicy policy;

    /** @param policy says who asks */
    public OverCStatusController(OverCAnswers answers, AccessPolicy policy) {
        this.answers = answers;
        this.policy = policy;
    }

    @GetMapping({"/status", "/status/"})
    ResponseEntity<byte[]> status(HttpServletRequest request) {
        return ok(answers.status(actor(request), null, null).toJson());
    }

    @GetMapping("/status/server/{id}")
    ResponseEntity<byte[]> server(HttpServletRequest request, @PathVariable("id") long id) {
        return ok(answers.status(actor(request), id, null).toJson());
    }

    @GetMapping("/status/service/{id}")
    ResponseEntity<byte[]> service(HttpServletRequest request, @PathVariable("id") long id) {
        return ok(answers.status(actor(request), null, id).toJson());
    }

    @GetMapping("/status/service/{id}/states")
    ResponseEntity<byte[]> states(
            HttpServletRequest request,
            @PathVariable("id") long id,
            @RequestParam(name = "hours", defaultValue = "24") int hours,
            @RequestParam(name = "groups", required = false) @Nullable String groups,
            @RequestParam(name = "expand", required = false) @Nullable List<String> expand)
            throws InvalidRequestException {
        List<IdRange> open = new ArrayList<>();
        for (String range : expand == null ? List.<String>of() : expand) {
            open.add(IdRange.parse(range));
        }
        boolean grouped = groups != null && !groups.isEmpty();
        return ok(answers.states(actor(request), id, limited(hours), grouped ? open : null)
                .toJson());
    }

    @GetMapping({"/status/alerts", "/status/alerts/"})
    ResponseEntity<byte[]> alerts(
            HttpServletRequest request, @RequestParam(name = "hours", defaultValue = "24") int hours)
            throws InvalidRequestException {
        return ok(answers.alerts(actor(request), null, null, limited(hours)).toJson());
    }

    @GetMapping("/status/alerts/server/{id}")
    ResponseEntity<byte[]> alertsOfServer(
            HttpServletRequest request,
            @PathVariable("id") long id,
            @RequestParam(name = "hours", defaultValue = "24") int hours)
            throws InvalidRequestException {
        return ok(answers.alerts(actor(request), id, null, limited(hours)).toJson());
    }

    @GetMapping("/status/alerts/service/{id}")
    ResponseEntity<byte[]> alertsOfService(
            HttpServletRequest request,
            @PathVariable("id") long id,
            @RequestParam(name = "hours", defaultValue = "24") int hours)
            throws InvalidRequestException {
        return ok(answers.alerts(actor(request), null, id, limited(hours)).toJson());
    }

    @DeleteMapping("/item/server/{id}")
    ResponseEntity<byte[]> deleteServer(HttpServletRequest request, @PathVariable("id") long id) {
        answers.deleteServer(actor(request), id);
        return ok(OverCEncoder.ok());
    }

    @DeleteMapping("/item/service/{id}")
    ResponseEntity<byte[]> deleteService(HttpServletRequest request, @PathVariable("id") long id) {
        answers.deleteService(actor(request), id);
        return ok(OverCEncoder.ok());
    }

    private Actor actor(HttpServletRequest request) {
        Actor actor = policy.actor(request);
        actor.require(Permission.VIEW);
        return actor;
    }

    private static Duration limited(int hours) throws InvalidRequestException {
        if (hours < 1 || hours > MOST_HOURS) {
            throw new InvalidRequestException("hours is " + hours + ", it must be 1 to " + MOST_HOURS);
        }
        return Duration.ofHours(hours);
    }

    private static ResponseEntity<byte[]> ok(byte[] body) {
        return OverCController.json(HttpStatus.OK, body);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> invalid(InvalidRequestException e) {
        return OverCController.json(HttpStatus.BAD_REQUEST, OverCEncoder.error(e.reason()));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> mistyped(MethodArgumentTypeMismatchException e) {
        return OverCController.json(HttpStatus.BAD_REQUEST, OverCEncoder.error(e.getName() + " must be a number"));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notFound(NoSuchElementException e) {
        return OverCController.json(HttpStatus.NOT_FOUND, OverCEncoder.error(String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notPermitted(NotPermittedException e) {
        return OverCController.json(HttpStatus.FORBIDDEN, OverCEncoder.error(String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> starting(StartingException e) {
        return OverCController.json(HttpStatus.SERVICE_UNAVAILABLE, OverCEncoder.error(String.valueOf(e.getMessage())));
    }
}
