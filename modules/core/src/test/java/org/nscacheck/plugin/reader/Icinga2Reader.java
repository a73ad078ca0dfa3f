/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Icinga 2.13: cuts at the first equals sign and the next blank, so a quoted label may hold blanks or equals signs but
 * not both. Values are doubles in base units, a thousand bytes to the KB; the last digit or point ends the number. A comma, a unit with a
 * digit or an infinite value costs the metric; an unknown unit and a limit that is no plain number are dropped. A counter becomes a plain
 * number: 2.13 forgets the mark.
 */
public final class Icinga2Reader implements PerfDataReader {

    private static final String NUMBER = "+-0123456789.eE";
    private static final Pattern DATA = Pattern.compile("([kKmMgGtTpPeEzZyY]?)([iI]?)([bB])");
    private static final Pattern ELECTRIC = Pattern.compile("([nNuUmkKMgGtTpPeEzZyY]?)([aAoOvVwW])");
    private static final Pattern OVER_TIME = Pattern.compile("([nNuUmkKMgGtTpPeEzZyY]?)([aAwW])([sSmMhH])");

    private record Base(String unit, double factor) {}

    private static final Base NONE = new Base("", 1);

    private static final Map<String, Base> EXACT =
            Map.of("%", new Base("percent", 1), "C", new Base("degrees-celsius", 1), "c", NONE);

    private static final Map<String, Base> IN_ANY_CASE = Map.ofEntries(
            Map.entry("ns", new Base("seconds", 1e-9)),
            Map.entry("us", new Base("seconds", 1e-6)),
            Map.entry("ms", new Base("seconds", 1e-3)),
            Map.entry("s", new Base("seconds", 1)),
            Map.entry("m", new Base("seconds", 60)),
            Map.entry("h", new Base("seconds", 3600)),
            Map.entry("d", new Base("seconds", 86400)),
            Map.entry("ng", new Base("grams", 1e-9)),
            Map.entry("ug", new Base("grams", 1e-6)),
            Map.entry("mg", new Base("grams", 1e-3)),
            Map.entry("g", new Base("grams", 1)),
            Map.entry("kg", new Base("grams", 1e3)),
            Map.entry("t", new Base("grams", 1e6)),
            Map.entry("ml", new Base("liters", 1e-3)),
            Map.entry("l", new Base("liters", 1)),
            Map.entry("hl", new Base("liters", 100)),
            Map.entry("packets", new Base("packets", 1)),
            Map.entry("lm", new Base("lumens", 1)),
            Map.entry("dbm", new Base("decibel-milliwatts", 1)),
            Map.entry("f", new Base("degrees-fahrenheit", 1)),
            Map.entry("k", new Base("degrees-kelvin", 1)));

    private static Base base(String unit) {
        Matcher data = DATA.matcher(unit);
        Matcher electric = ELECTRIC.matcher(unit);
        Matcher overTime = OVER_TIME.matcher(unit);
        if (EXACT.containsKey(unit)) {
            return EXACT.get(unit);
        } else if (data.matches() && (data.group(2).isEmpty() || !data.group(1).isEmpty())) {
            int power = "kmgtpezy".indexOf(data.group(1).toLowerCase(Locale.ROOT)) + 1;
            double factor = data.group(1).isEmpty() ? 1 : Math.pow(data.group(2).isEmpty() ? 1000 : 1024, power);
            return new Base(data.group(3).equals("b") ? "bits" : "bytes", factor);
        } else if (electric.matches()) {
            String name = Map.of("a", "amperes", "o", "ohms", "v", "volts", "w", "watts")
                    .get(electric.group(2).toLowerCase(Locale.ROOT));
            return new Base(name, prefix(electric.group(1)));
        } else if (overTime.matches()) {
            double seconds = Map.of("s", 1.0, "m", 60.0, "h", 3600.0)
                    .get(overTime.group(3).toLowerCase(Locale.ROOT));
            boolean charge = overTime.group(2).equalsIgnoreCase("a");
            double factor = prefix(overTime.group(1)) * seconds / (charge ? 1 : 3600);
            return new Base(charge ? "ampere-seconds" : "watt-hours", factor);
        }
        return IN_ANY_CASE.getOrDefault(unit.toLowerCase(Locale.ROOT), NONE);
    }

    private static double prefix(String letter) {
        if (letter.equals("m")) {
            return 1e-3;
        }
        // n is at the place of -3 and k at that of 1; the blanks stand for m and for no prefix.
        int power = letter.isEmpty() ? 0 : "nu  kmgtpezy".indexOf(letter.toLowerCase(Locale.ROOT)) - 3;
        return Math.pow(1000, power);
    }

    @Override
    public List<ReadMetric> read(String perfData) {
        List<ReadMetric> metrics = new ArrayList<>();
        String prefix = "";
        int begin = 0;
        int equals = perfData.indexOf('=');
        while (equals >= 0) {
            int blank = perfData.indexOf(' ', equals);
            int end = blank < 0 ? perfData.length() : blank;
            String label = unquote(perfData.substring(begin, equals).trim());
            int multi = label.lastIndexOf("::");
            if (multi >= 0) {
                prefix = "";
            }
            String full = prefix.isEmpty() ? label : prefix + "::" + label;
            if (multi >= 0) {
                prefix = label.substring(0, multi);
            }
            String quoted = full.contains(" ") ? "'" + full + "'" : full;
            ReadMetric metric = one(quoted + "=" + perfData.substring(equals + 1, end));
            if (metric != null) {
                metrics.add(metric);
            }
            begin = Math.min(end + 1, perfData.length());
            equals = perfData.indexOf('=', begin);
        }
        return metrics;
    }

    /** The second pass reads label and value apart once more, this time at the last equals sign. */
    private static @Nullable ReadMetric one(String metric) {
        int equals = metric.lastIndexOf('=');
        String value = metric.substring(equals + 1);
        String[] fields = value.split(";", -1);
        int unitAt = fields[0].length();
        while (unitAt > 0 && "0123456789.".indexOf(fields[0].charAt(unitAt - 1)) < 0) {
            unitAt--;
        }
        Base base = base(fields[0].substring(unitAt));
        double number = number(fields[0].substring(0, unitAt));
        if (value.contains(",") || !Double.isFinite(number)) {
            return null;
        }
        return new ReadMetric(
                unquote(metric.substring(0, equals)),
                number * base.factor,
                base.unit,
                limit(fields, 1, base),
                limit(fields, 2, base),
                limit(fields, 3, base),
                limit(fields, 4, base));
    }

    private static String unquote(String label) {
        boolean quoted = label.length() > 2 && label.startsWith("'") && label.endsWith("'");
        return quoted ? label.substring(1, label.length() - 1) : label;
    }

    private static @Nullable String limit(String[] fields, int index, Base base) {
        if (fields.length <= index || fields[index].isEmpty()) {
            return null;
        }
        boolean plain = fields[index].chars().allMatch(c -> NUMBER.indexOf(c) >= 0);
        return plain ? String.valueOf(number(fields[index]) * base.factor) : null;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
