/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckPage;
import org.nscacheck.admin.CheckQuery;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.Standing;
import org.nscacheck.server.ServerId;
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

    static final List<String> STATES =
            Arrays.stream(Standing.values()).map(Standing::name).toList();
    static final List<String> SORTS = List.of("name", "-name");
    static final int MOST_POINTS = 10_000;

    private static final Duration DAY = Duration.ofDays(1);
    private static final int POINTS = 500;

    public ChecksResource(Api api) {
        super(api);
    }

    @GetMapping
    ResponseEntity<byte[]> list(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> given) {
        Query query = Query.of(given, "state", "tag", "server", "text", "sort", "limit", "after");
        CheckQuery wanted = wanted(query);
        CheckPage page = api.overview().checksAfter(actor, wanted, Page.after(query));
        List<CheckItem> items = page.checks().stream().map(CheckItem::of).toList();
        return ok(Page.part(items, page.matching() > wanted.size(), CheckItem::name));
    }

    private static CheckQuery wanted(Query query) {
        String state = query.oneOf("state", STATES);
        UUID server = query.uuid("server");
        return new CheckQuery(
                Objects.requireNonNullElse(query.text("text"), ""),
                Objects.requireNonNullElse(query.text("tag"), ""),
                server == null ? null : new ServerId(server),
                state == null ? null : Standing.valueOf(state),
                new CheckQuery.Order(CheckQuery.Column.NAME, "-name".equals(query.oneOf("sort", SORTS))),
                0,
                query.number("limit", Page.DEFAULT, CheckQuery.MAX_SIZE));
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> show(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") String id) {
        return CheckDetail.tagged(ResponseEntity.ok(), api.check(actor, id));
    }

    @GetMapping("/{id}/runs")
    ResponseEntity<byte[]> runs(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") String id,
            @RequestParam Map<String, String> given) {
        int limit = Query.of(given, "limit").number("limit", Page.DEFAULT, Page.MOST);
        CheckView view = api.check(actor, id);
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
        CheckView view = api.check(actor, id);
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

    /**
     * What becomes of a request to run.
     *
     * @param accepted true: it runs as soon as a worker is free
     */
    record Accepted(boolean accepted) {}

    /** Has a check run now; its result is recorded and sent. */
    @PostMapping("/{id}/run")
    ResponseEntity<byte[]> run(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") String id) {
        CheckView view = api.check(actor, id);
        if (!api.administration().runNow(actor, view.stored().id())) {
            throw new ApiException(
                    HttpStatus.CONFLICT, "the check '" + view.stored().name() + "' is running already");
        }
        return answer(ResponseEntity.accepted(), new Accepted(true));
    }

    /** Runs a check and answers its result, which is neither recorded nor sent. */
    @PostMapping("/{id}/dry-run")
    ResponseEntity<byte[]> dryRun(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") String id)
            throws InterruptedException {
        CheckView view = api.check(actor, id);
        return ok(RunItem.Result.of(
                api.services().trial().run(actor, view.stored().name())));
    }
}
