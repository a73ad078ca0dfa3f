/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PNP4Nagios: takes metric by metric from the front with one pattern. One metric it cannot take, or one whose label is
 * false in Perl (empty or 0), and all are discarded. Knows neither exponent nor plus. Three parts between {@code ::} in
 * the first label switch to the rules of check_multi, which here count as not read.
 */
public final class Pnp4NagiosReader implements PerfDataReader {

    private static final String LIMIT = ";?([\\d.\\-:~@]+)?";
    private static final String BOUND = ";?([\\d.\\-]+)?";
    private static final Pattern METRIC = Pattern.compile(
            "^([^=]+)=([\\d.\\-]+)([\\w/%]*)" + LIMIT + LIMIT + BOUND + BOUND + ";?\\s*", Pattern.DOTALL);
    private static final Pattern MULTI = Pattern.compile("^[\\w.\\-\\s]+::[\\w.\\-\\s]+::[^=]+=.*", Pattern.DOTALL);

    @Override
    public List<ReadMetric> read(String perfData) {
        if (MULTI.matcher(perfData).matches()) {
            return List.of();
        }
        List<ReadMetric> metrics = new ArrayList<>();
        String rest = perfData;
        while (!rest.isEmpty() && !rest.equals("0")) {
            Matcher matcher = METRIC.matcher(rest);
            if (!matcher.find()) {
                return List.of();
            }
            ReadMetric metric = metric(matcher);
            if (metric == null) {
                return List.of();
            }
            metrics.add(metric);
            rest = rest.substring(matcher.end());
        }
        return metrics;
    }

    private static @Nullable ReadMetric metric(Matcher matcher) {
        String label = matcher.group(1).replace("'", "");
        if (label.isEmpty() || label.equals("0")) {
            return null;
        }
        double value = Double.parseDouble(matcher.group(2));
        return new ReadMetric(
                label, value, matcher.group(3), matcher.group(4), matcher.group(5), matcher.group(6), matcher.group(7));
    }

    /** The name of the file in which values of this label are kept, when each metric has its own. */
    public static String fileName(String label) {
        return label.replaceAll("[ :/\\\\]", "_");
    }
}
