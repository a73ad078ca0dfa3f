/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin.reader;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shinken: everything up to an equals sign and the non-blanks behind it is a metric; quotes are thrown away. A limit that
 * is no plain number is dropped, a percentage goes from 0 to 100, a second metric of the same name replaces the first.
 */
public final class ShinkenReader implements PerfDataReader {

    private static final Pattern PIECE = Pattern.compile("[^=]+=\\S+");
    private static final String LIMIT = ";?([\\d.\\-+eE:~@]+)?";
    private static final String BOUND = ";?([\\d.\\-+eE]+)?";
    private static final Pattern METRIC =
            Pattern.compile("^([^=]+)=([\\d.\\-+eE]+)([\\w/%]*)" + LIMIT + LIMIT + BOUND + BOUND);

    @Override
    public List<ReadMetric> read(String perfData) {
        Map<String, ReadMetric> metrics = new LinkedHashMap<>();
        Matcher pieces = PIECE.matcher(perfData);
        while (pieces.find()) {
            Matcher matcher = METRIC.matcher(pieces.group().strip());
            if (matcher.find() && number(matcher.group(2)) != null) {
                String label = matcher.group(1).replace("'", "");
                metrics.put(label, metric(label, matcher));
            }
        }
        return new ArrayList<>(metrics.values());
    }

    private static ReadMetric metric(String label, Matcher matcher) {
        boolean percent = matcher.group(3).equals("%");
        return new ReadMetric(
                label,
                Double.parseDouble(matcher.group(2)),
                matcher.group(3),
                number(matcher.group(4)),
                number(matcher.group(5)),
                percent ? "0.0" : number(matcher.group(6)),
                percent ? "100.0" : number(matcher.group(7)));
    }

    private static @Nullable String number(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? String.valueOf(number) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
