/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.CheckView;
import org.nscacheck.check.CheckId;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Checks: how they are doing, what they have measured, and runs that somebody asks for. */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/api/v1/checks")
public final class ChecksResource extends ApiController {

    private static final List<String> STATES = List.of("OK", "WARNING", "CRITICAL", "UNKNOWN", "NONE");
    private static final List<String> SORTS = List.of("name", "-name");
    private static final Duration DAY = Duration.ofDays(1);
    private static final int POINTS = 500;
    private static final int MOST_POINTS = 10_000;

    public ChecksResource(Api api) {
        super(api);
    }

    @GetMapping
    ResponseEntity<byte[]> list(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> given) {
        Query query = Query.of(given, "state", "tag", "text", "sort", "limit", "after");
        String state = query.oneOf("state", STATES);
        String tag = query.text("tag");
        String text = query.text("text");
        List<CheckItem> items = api.overview().checks(actor).stream()
                .map(CheckItem::of)
                .filter(item -> state == null
                        || state.equals(Objects.toString(item.state().status(), "NONE")))
                .filter(item -> tag == null || item.tags().contains(tag))
                .filter(item -> text == null || item.name().contains(text))
                .toList();
        boolean reversed = "-name".equals(query.oneOf("sort", SORTS));
        return ok(Page.of(items, item -> item.name() + "\n" + item.id(), reversed, query));
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> show(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") String id) {
        return ok(CheckItem.of(find(actor, id)));
    }

    @GetMapping("/{id}/runs")
    ResponseEntity<byte[]> runs(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") String id,
            @RequestParam Map<String, String> given) {
        int limit = Query.of(given, "limit").number("limit", Page.DEFAULT, Page.MOST);
        CheckView view = find(actor, id);
        return ok(Page.all(api.overview().runs(actor, view.stored().id(), limit).stream()
                .map(RunItem::of)
                .toList()));
    }

    /** One row for each span of time, so that a table or a chart needs no further step. */
    @GetMapping("/{id}/values")
    ResponseEntity<byte[]> values(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") String id,
            @RequestParam Map<String, String> given) {
        Query query = Query.of(given, "label", "node", "from", "to", "points");
        CheckView view = find(actor, id);
        Instant now = view.summary().map(CheckSummary::at).orElseGet(() -> api.overview()
                .now(actor));
        Instant to = query.moment("to", now);
        Instant from = query.moment("from", to.minus(DAY));
        if (!from.isBefore(to)) {
            throw ApiException.badRequest("the parameter 'from' must be before 'to'");
        }
        int points = query.number("points", POINTS, MOST_POINTS);
        String label = query.text("label");
        String node = query.text("node");
        return ok(Page.all(api.overview().series(actor, view.stored().id()).stream()
                .filter(series -> label == null || label.equals(series.label()))
                .filter(series -> node == null || node.equals(series.node()))
                .flatMap(series -> api.overview().values(actor, series, from, to, points).stream()
                        .map(point -> ValueItem.of(series, point)))
                .toList()));
    }

    /** Has a check run now; its result is recorded and sent. */
    @PostMapping("/{id}/run")
    ResponseEntity<byte[]> run(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") String id) {
        CheckView view = find(actor, id);
        if (!api.administration().runNow(actor, view.stored().id())) {
            throw new ApiException(
                    HttpStatus.CONFLICT, "the check '" + view.stored().name() + "' is running already");
        }
        return answer(ResponseEntity.accepted(), Map.of("accepted", true));
    }

    /** Runs a check and answers its result, which is neither recorded nor sent. */
    @PostMapping("/{id}/dry-run")
    ResponseEntity<byte[]> dryRun(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") String id)
            throws InterruptedException {
        CheckView view = find(actor, id);
        return ok(RunItem.Result.of(
                api.services().trial().run(actor, view.stored().name())));
    }

    private CheckView find(Actor actor, String id) {
        return api.overview()
                .check(actor, new CheckId(uuid(id)))
                .orElseThrow(() -> new NoSuchElementException("This check does not exist, or was deleted."));
    }
}
