/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.quartz;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression of whole hours, read in the plainest way: day by day and hour by hour, an element of a list at a time. Slow,
 * and without a line of Quartz.
 */
record PlainCron(String hours, String daysOfMonth, String months, String daysOfWeek) {

    private static final int HOUR = 2;
    private static final int DAY_OF_MONTH = 3;
    private static final int MONTH = 4;
    private static final int DAY_OF_WEEK = 5;
    private static final int[] LAST = {59, 59, 23, 31, 12, 7};
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final int HORIZON_DAYS = 366 * 5;

    /** Returns an expression of everything that Quartz documents, or nearly. */
    static PlainCron random(Random random) {
        boolean byMonth = random.nextBoolean();
        return new PlainCron(
                list(random, HOUR),
                byMonth ? list(random, DAY_OF_MONTH) : "?",
                list(random, MONTH),
                byMonth ? "?" : list(random, DAY_OF_WEEK));
    }

    String expression() {
        return "0 0 " + hours + " " + daysOfMonth + " " + months + " " + daysOfWeek;
    }

    /** Returns the next hour that matches, or null if none does in five years. */
    @Nullable
    LocalDateTime nextAfter(LocalDateTime after) {
        for (int days = 0; days < HORIZON_DAYS; days++) {
            LocalDate day = after.toLocalDate().plusDays(days);
            for (int hour = 0; matches(day) && hour <= LAST[HOUR]; hour++) {
                LocalDateTime time = day.atTime(hour, 0);
                if (time.isAfter(after) && any(hours, HOUR, hour)) {
                    return time;
                }
            }
        }
        return null;
    }

    private boolean matches(LocalDate day) {
        return any(months, MONTH, day.getMonthValue())
                && (daysOfMonth.equals("?")
                        ? elements(daysOfWeek).anyMatch(element -> isDayOfWeek(element, day))
                        : elements(daysOfMonth).anyMatch(element -> isDayOfMonth(element, day)));
    }

    private static Stream<String> elements(String field) {
        return Stream.of(field.split(","));
    }

    private static boolean any(String field, int index, int value) {
        return elements(field).anyMatch(element -> contains(element, index, value));
    }

    private static boolean isDayOfMonth(String element, LocalDate day) {
        if (element.startsWith("L")) {
            int before = element.equals("L") ? 0 : Integer.parseInt(element.substring(2));
            return day.getDayOfMonth() == day.lengthOfMonth() - before;
        }
        return contains(element, DAY_OF_MONTH, day.getDayOfMonth());
    }

    private static boolean isDayOfWeek(String element, LocalDate day) {
        int weekday = day.getDayOfWeek().getValue() % 7 + 1;
        if (element.equals("L")) {
            return weekday == LAST[DAY_OF_WEEK];
        }
        if (element.endsWith("L")) {
            return weekday == value(element.substring(0, element.length() - 1), DAY_OF_WEEK)
                    && day.plusWeeks(1).getMonthValue() != day.getMonthValue();
        }
        if (element.contains("#")) {
            String[] parts = element.split("#");
            return weekday == value(parts[0], DAY_OF_WEEK)
                    && (day.getDayOfMonth() - 1) / 7 + 1 == Integer.parseInt(parts[1]);
        }
        return contains(element, DAY_OF_WEEK, weekday);
    }

    /** A value, a range that may go over the end, or all, each perhaps with a step. */
    private static boolean contains(String element, int field, int value) {
        String[] parts = element.split("/");
        int step = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
        String[] ends = parts[0].split("-");
        boolean all = parts[0].equals("*");
        int from = all ? first(field) : value(ends[0], field);
        int last = parts.length == 1 ? from : LAST[field];
        int to = all ? LAST[field] : ends.length == 1 ? last : value(ends[1], field);
        int count = LAST[field] - first(field) + 1;
        int distance = Math.floorMod(value - from, count);
        return distance <= Math.floorMod(to - from, count) && distance % step == 0;
    }

    private static int first(int field) {
        return field < DAY_OF_MONTH ? 0 : 1;
    }

    private static int value(String text, int field) {
        List<String> names = field == MONTH ? MONTHS : field == DAY_OF_WEEK ? DAYS : List.of();
        return names.contains(text) ? names.indexOf(text) + 1 : Integer.parseInt(text);
    }

    private static String list(Random random, int field) {
        StringJoiner list = new StringJoiner(",");
        for (int left = random.nextInt(3) == 0 ? 2 : 1; left > 0; left--) {
            list.add(element(random, field));
        }
        return list.toString();
    }

    private static String element(Random random, int field) {
        String value = randomValue(random, field);
        return switch (random.nextInt(field == DAY_OF_WEEK ? 9 : field == DAY_OF_MONTH ? 8 : 6)) {
            case 0 -> "*";
            case 1 -> value + "-" + randomValue(random, field);
            case 2 -> "*/" + (1 + random.nextInt(LAST[field]));
            case 3 -> value + "/" + (1 + random.nextInt(LAST[field]));
            case 4 -> value + "-" + randomValue(random, field) + "/" + (1 + random.nextInt(5));
            case 5 -> value;
            case 6 -> "L";
            case 7 -> field == DAY_OF_MONTH ? "L-" + (1 + random.nextInt(4)) : value + "L";
            default -> value + "#" + (1 + random.nextInt(5));
        };
    }

    private static String randomValue(Random random, int field) {
        int value = first(field) + random.nextInt(LAST[field] - first(field) + 1);
        List<String> names = field == MONTH ? MONTHS : field == DAY_OF_WEEK ? DAYS : List.of();
        return names.isEmpty() || random.nextBoolean() ? String.valueOf(value) : names.get(value - 1);
    }
}
