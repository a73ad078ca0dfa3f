/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Says in English what a Quartz cron expression means: {@code 0 0/5 8-18 ? * MON-FRI} is "every 5 minutes, from 08:00 to 18:59, Monday to
 * Friday". What it cannot say well it says by the fields, never wrongly. Pure.
 */
public final class CronWords {

    private static final Pattern STEP = Pattern.compile("(\\*|0)/(\\d+)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}");
    private static final Pattern RANGE = Pattern.compile("([A-Z0-9]+)-([A-Z0-9]+)");
    private static final Pattern NTH = Pattern.compile("([A-Z]{3}|[1-7])#([1-5])");
    private static final Pattern LAST = Pattern.compile("([A-Z]{3}|[1-7])L");
    private static final List<String> ORDER = List.of("first", "second", "third", "fourth", "fifth");

    private static final Map<String, String> DAYS = names(7, at -> {
        // Quartz counts from Sunday.
        return DayOfWeek.of(at == 1 ? 7 : at - 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    });
    private static final Map<String, String> MONTHS =
            names(12, at -> Month.of(at).getDisplayName(TextStyle.FULL, Locale.ENGLISH));

    private CronWords() {}

    private static Map<String, String> names(int count, IntFunction<String> name) {
        return IntStream.rangeClosed(1, count)
                .boxed()
                .flatMap(at -> List.of(
                        Map.entry(String.valueOf(at), name.apply(at)),
                        Map.entry(name.apply(at).substring(0, 3).toUpperCase(Locale.ROOT), name.apply(at)))
                        .stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns the expression in words; it has to be one that can be read. */
    public static String of(String expression) {
        String[] fields = expression.strip().toUpperCase(Locale.ROOT).split("\\s+");
        if (fields.length < 6) {
            return expression;
        }
        String words =
                time(fields[0], fields[1], fields[2]) + dayOfMonth(fields[3]) + dayOfWeek(fields[5]) + month(fields[4]);
        return fields.length > 6 && !fields[6].equals("*") ? words + ", in " + list(fields[6], text -> text) : words;
    }

    private static String time(String second, String minute, String hour) {
        boolean times = Arrays.stream(hour.split(",")).allMatch(CronWords::isNumber);
        if (times && isNumber(minute) && isNumber(second)) {
            return "at " + list(hour, each -> clock(each, minute) + (second.equals("0") ? "" : ":" + two(second)));
        }
        if (!second.equals("0")) {
            return unit(second, "second") + (isEach(minute) ? "" : ", at " + unit(minute, "minute")) + hours(hour);
        }
        if (minute.equals("0") && isStep(hour)) {
            return isEach(hour) ? "every hour" : "every " + step(hour) + " hours from midnight";
        }
        return unit(minute, "minute") + hours(hour);
    }

    private static boolean isNumber(String field) {
        return NUMBER.matcher(field).matches();
    }

    private static boolean isStep(String field) {
        return isEach(field) || STEP.matcher(field).matches();
    }

    private static boolean isEach(String field) {
        return field.equals("*") || field.equals("*/1") || field.equals("0/1");
    }

    private static String step(String field) {
        return field.substring(field.indexOf('/') + 1);
    }

    private static String clock(String hour, String minute) {
        return two(hour) + ":" + two(minute);
    }

    private static String two(String number) {
        return String.format(Locale.ROOT, "%02d", Integer.parseInt(number));
    }

    private static String unit(String field, String unit) {
        if (isEach(field)) {
            return "every " + unit;
        }
        if (isStep(field)) {
            String even = 60 % Math.max(1, Integer.parseInt(step(field))) == 0 ? "" : ", counted from zero each time";
            return "every " + step(field) + " " + unit + "s" + even;
        }
        return unit + " " + list(field, text -> text);
    }

    private static String hours(String hour) {
        Matcher range = RANGE.matcher(hour);
        if (range.matches()) {
            return ", from " + clock(range.group(1), "0") + " to " + clock(range.group(2), "59");
        }
        if (isStep(hour)) {
            return isEach(hour) ? "" : ", in one of " + step(hour) + " hours from midnight";
        }
        return ", in hour " + list(hour, text -> text);
    }

    private static String dayOfMonth(String field) {
        if (field.equals("*") || field.equals("?")) {
            return "";
        }
        return switch (field) {
            case "L" -> ", on the last day of the month";
            case "LW" -> ", on the last weekday of the month";
            default -> ", on day " + list(field, CronWords::date) + " of the month";
        };
    }

    private static String date(String text) {
        if (text.endsWith("W")) {
            return "nearest weekday to " + text.substring(0, text.length() - 1);
        }
        return text.startsWith("L-") ? text.substring(2) + " before the last" : text;
    }

    private static String dayOfWeek(String field) {
        Matcher nth = NTH.matcher(field);
        if (nth.matches()) {
            return ", on the " + ORDER.get(Integer.parseInt(nth.group(2)) - 1) + " " + day(nth.group(1))
                    + " of the month";
        }
        Matcher last = LAST.matcher(field);
        if (last.matches()) {
            return ", on the last " + day(last.group(1)) + " of the month";
        }
        return field.equals("*") || field.equals("?") ? "" : ", " + list(field, CronWords::day);
    }

    private static String day(String text) {
        return text.equals("L") ? "Saturday" : DAYS.getOrDefault(text, text);
    }

    private static String month(String field) {
        return field.equals("*") ? "" : ", in " + list(field, text -> MONTHS.getOrDefault(text, text));
    }

    /** Returns parts and ranges by their names; a step is said as such. */
    private static String list(String field, UnaryOperator<String> name) {
        List<String> parts =
                Arrays.stream(field.split(",")).map(part -> part(part, name)).toList();
        return parts.size() < 2
                ? parts.get(0)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.get(parts.size() - 1);
    }

    private static String part(String part, UnaryOperator<String> name) {
        int slash = part.indexOf('/');
        if (slash > 0) {
            return part(part.substring(0, slash), name) + " and each " + part.substring(slash + 1) + " later";
        }
        Matcher range = RANGE.matcher(part);
        boolean plain = range.matches() && !part.startsWith("L-");
        return plain ? name.apply(range.group(1)) + " to " + name.apply(range.group(2)) : name.apply(part);
    }
}
