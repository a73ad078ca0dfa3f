/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.MetricLimits;
import org.nscacheck.admin.MetricSeries;
import org.nscacheck.check.CheckId;
import org.nscacheck.web.chart.Plot;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What a check has measured, as charts. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/checks/{id}/values")
public final class ValuesController extends ScreenController {

    private static final int CHARTS = 12;

    public ValuesController(Screens screens) {
        super(screens);
    }

    @GetMapping
    ModelAndView show(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") UUID id,
            @RequestParam(name = "range", required = false) @Nullable String rangeKey,
            @RequestParam(name = "compare", defaultValue = "false") boolean compare,
            @RequestParam(name = "page", defaultValue = "0") int page) {
        CheckView check = screens.overview().check(actor, new CheckId(id)).orElseThrow(() -> gone("This check"));
        ValueRange range = ValueRange.of(rangeKey, ValueRange.ALL.toArray(ValueRange[]::new));
        List<MetricSeries> metrics =
                screens.overview().series(actor, check.stored().id());
        int first = Math.min(Math.max(0, page), metrics.size() / CHARTS) * CHARTS;
        List<MetricSeries> shown = metrics.subList(first, Math.min(metrics.size(), first + CHARTS));
        Map<String, Object> model = new HashMap<>();
        model.put("title", "Values of " + check.stored().name());
        model.put("id", id.toString());
        model.put("check", check.stored().name());
        model.put("ranges", ValueRange.ALL);
        model.put("range", range);
        model.put("compare", compare && range.isComparable());
        model.put("zone", screens.words().zone().getId());
        model.put("page", first / CHARTS);
        model.put("pages", (metrics.size() + CHARTS - 1) / CHARTS);
        model.put("charts", charts(actor, check, shown, range, compare && range.isComparable()));
        return page("values", model);
    }

    private List<MetricChart> charts(
            Actor actor, CheckView check, List<MetricSeries> metrics, ValueRange range, boolean compared) {
        ChartReader reader = new ChartReader(
                screens.overview(),
                actor,
                range.until(screens.overview().now(actor), screens.words().zone()));
        MetricLimits limits = MetricLimits.of(screens.policies(), actor, check);
        return IntStream.range(0, metrics.size())
                .mapToObj(i -> {
                    MetricSeries metric = metrics.get(i);
                    Plot plot = reader.plot(metric, limits.of(metric), List.of(), compared);
                    String query = "check=" + check.stored().id() + "&series=" + metric.id();
                    return new MetricChart("chart-" + i, ChartReader.title(metric), range.words(), plot, query);
                })
                .toList();
    }
}
