/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Perl module Nagios::Monitoring::Plugin: as long as two equals signs are left, cuts at the first blank behind the
 * first one. Knows no {@code @}: a limit with it ends the reading of the metric, and what follows is lost.
 */
public final class MonitoringPluginReader implements PerfDataReader {

    private static final String NUMBER = "[-+]?[\\d.,]+(?:e[-+]?[\\d.,]+)?";
    private static final String LIMIT = ";?((?:" + NUMBER + "|~):?(?:" + NUMBER + ")?)?";
    private static final String BOUND = ";?(" + NUMBER + ")?";
    private static final Pattern METRIC =
            Pattern.compile("^'?([^'=]+)'?=(" + NUMBER + ")([\\w%]*)" + LIMIT + LIMIT + BOUND + BOUND);
    private static final Pattern FIRST = Pattern.compile("^(.*?=.*?)\\s");

    @Override
    public List<ReadMetric> read(String perfData) {
        List<ReadMetric> metrics = new ArrayList<>();
        String rest = perfData.stripLeading();
        while (rest.chars().filter(c -> c == '=').count() > 1) {
            Matcher first = FIRST.matcher(rest);
            if (!first.find()) {
                return List.of();
            }
            add(first.group(1), metrics);
            rest = rest.substring(first.end()).stripLeading();
        }
        add(rest, metrics);
        return metrics;
    }

    private static void add(String text, List<ReadMetric> metrics) {
        Matcher matcher = METRIC.matcher(text);
        if (matcher.find()) {
            metrics.add(new ReadMetric(
                    matcher.group(1),
                    Double.parseDouble(matcher.group(2).replace(',', '.')),
                    matcher.group(3),
                    matcher.group(4),
                    matcher.group(5),
                    matcher.group(6),
                    matcher.group(7)));
        }
    }
}
