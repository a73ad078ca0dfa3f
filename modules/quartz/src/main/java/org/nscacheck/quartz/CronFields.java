/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.quartz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/** The fields of a cron expression, to say which of them is wrong, and what was probably meant. */
final class CronFields {

    private static final List<String> NAMES =
            List.of("second", "minute", "hour", "day of month", "month", "day of week", "year");
    private static final String FORM =
            "Write six or seven fields: second, minute, hour, day of month, month, day of week"
                    + " and perhaps year, with ? in exactly one of the two day fields, such as '0 0/10 * * * ?'";

    private static final int DAY_OF_MONTH = 3;
    private static final int DAY_OF_WEEK = 5;

    private static final String VALUE = "(?:\\d{1,4}|[A-Za-z]{3})";
    private static final String STEP = "(?:/0*[1-9]\\d*)";
    private static final String RANGE = "(?:\\*|" + VALUE + "(?:-" + VALUE + ")?)" + STEP + "?|" + STEP;
    private static final String DAYS = "\\?|LW?|L-\\d{1,2}W?|\\d{1,2}W|" + VALUE + "L|" + VALUE + "#\\d";
    private static final String ELEMENT = "(?:" + RANGE + "|" + DAYS + ")";
    /** What Quartz documents. Its parser stops at the first character it does not know and takes what it has. */
    private static final Pattern FIELD = Pattern.compile(ELEMENT + "(?:," + ELEMENT + ")*");

    private static final Pattern WEEKDAYS = Pattern.compile("[^,]+W(?:,[^,]+W)*");

    /** Quartz takes it and ignores the step. */
    private static final Pattern STEP_AFTER_NAME = Pattern.compile(".*[A-Za-z]{3}/.*");

    private static final Pattern UNIX_DAY = Pattern.compile("(?<![/#\\d])[0-7](?!\\d)");
    private static final List<String> UNIX_DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

    /** Shorthands of Unix and Spring, which Quartz does not know. */
    private static final Map<String, String> MACROS = Map.of(
            "@hourly", "0 0 * * * ?",
            "@daily", "0 0 0 * * ?",
            "@midnight", "0 0 0 * * ?",
            "@weekly", "0 0 0 ? * SUN",
            "@monthly", "0 0 0 1 * ?",
            "@yearly", "0 0 0 1 1 ?",
            "@annually", "0 0 0 1 1 ?");

    private final String expression;
    private final List<String> fields;

    CronFields(String expression) {
        this.expression = expression;
        this.fields = List.of(expression.strip().split("\\s+"));
    }

    /** Returns what is wrong with the form, or null. */
    @Nullable
    String fault() {
        if (fields.size() < NAMES.size() - 1 || fields.size() > NAMES.size()) {
            return message("it has " + (expression.isBlank() ? 0 : fields.size()) + " fields");
        }
        for (int i = 0; i < fields.size(); i++) {
            if (!FIELD.matcher(fields.get(i)).matches()) {
                return message(at(i) + " cannot be read");
            }
        }
        String ignored = ignored();
        if (ignored != null) {
            return message(ignored);
        }
        boolean anyDayOfMonth = fields.get(DAY_OF_MONTH).equals("?");
        boolean anyDayOfWeek = fields.get(DAY_OF_WEEK).equals("?");
        if (anyDayOfMonth == anyDayOfWeek) {
            return message((anyDayOfMonth ? "both " : "neither ")
                    + at(DAY_OF_MONTH)
                    + (anyDayOfMonth ? " and " : " nor ")
                    + at(DAY_OF_WEEK)
                    + (anyDayOfMonth ? " are ?" : " is ?"));
        }
        return null;
    }

    /** Returns what Quartz would take and then not do, or null. */
    private @Nullable String ignored() {
        if (fields.get(DAY_OF_MONTH).contains("W")
                && !WEEKDAYS.matcher(fields.get(DAY_OF_MONTH)).matches()) {
            return at(DAY_OF_MONTH) + " mixes days with and without W";
        }
        if (isListWith("L-", DAY_OF_MONTH)) {
            return at(DAY_OF_MONTH) + " lists other days beside one with L-, which Quartz would drop";
        }
        if (isListWith("#", DAY_OF_WEEK)) {
            return at(DAY_OF_WEEK) + " lists other days beside one with #, which Quartz would drop";
        }
        for (int i = 0; i < fields.size(); i++) {
            if (STEP_AFTER_NAME.matcher(fields.get(i)).matches()) {
                return at(i) + " has a step after a name, which Quartz would ignore: write numbers, such as 2-6/2";
            }
        }
        return null;
    }

    private boolean isListWith(String mark, int field) {
        return fields.get(field).contains(",")
                && fields.get(field).toUpperCase(Locale.ROOT).contains(mark);
    }

    /** Returns the days of month if they are nearest weekdays, or null. */
    @Nullable
    String nearestWeekdays() {
        String days = fields.get(DAY_OF_MONTH);
        return days.contains("W") ? days : null;
    }

    /** Returns the expression with any day of month. */
    String onAnyDay() {
        List<String> anyDay = new ArrayList<>(fields);
        anyDay.set(DAY_OF_MONTH, "*");
        return String.join(" ", anyDay);
    }

    /** Returns a message for an expression that Quartz refuses, with the field that Quartz refuses on its own. */
    String refused(Exception reason) {
        for (int i = 0; i < fields.size(); i++) {
            if (!CronExpression.isValidExpression(alone(i))) {
                return message(at(i) + " is not allowed: " + reason.getMessage());
            }
        }
        return message(String.valueOf(reason.getMessage()));
    }

    private String alone(int field) {
        String[] others = {"0", "0", "0", field == DAY_OF_WEEK ? "?" : "*", "*", field == DAY_OF_WEEK ? "*" : "?", "*"};
        others[field] = fields.get(field);
        if (fields.get(field).equals("?")) {
            others[field == DAY_OF_WEEK ? DAY_OF_MONTH : DAY_OF_WEEK] = "*";
        }
        return String.join(" ", others);
    }

    private String at(int field) {
        return "field " + (field + 1) + " (" + NAMES.get(field) + ") '" + fields.get(field) + "'";
    }

    private String message(String what) {
        String guess = guess();
        return "'" + expression + "' is not a Quartz cron expression: " + what + ". " + FORM + "."
                + (guess == null ? "" : " Did you mean '" + guess + "'?");
    }

    /** Returns what was probably meant, or null if nobody can know. */
    private @Nullable String guess() {
        List<String> guess = new ArrayList<>(fields);
        if (fields.size() == 5) {
            guess.add(0, "0");
        }
        if (guess.size() < NAMES.size() - 1) {
            return MACROS.get(expression.strip().toLowerCase(Locale.ROOT));
        }
        if (countsDaysFromSundayZero()) {
            guess.set(DAY_OF_WEEK, UNIX_DAY.matcher(guess.get(DAY_OF_WEEK)).replaceAll(CronFields::dayName));
        }
        boolean anyDayOfWeek = List.of("*", "?").contains(guess.get(DAY_OF_WEEK));
        boolean anyDayOfMonth = List.of("*", "?").contains(guess.get(DAY_OF_MONTH));
        if (anyDayOfWeek) {
            guess.set(DAY_OF_WEEK, "?");
            guess.set(DAY_OF_MONTH, anyDayOfMonth ? "*" : guess.get(DAY_OF_MONTH));
        } else if (anyDayOfMonth) {
            guess.set(DAY_OF_MONTH, "?");
        }
        String text = String.join(" ", guess);
        return guess.equals(fields) || !CronExpression.isValidExpression(text) ? null : text;
    }

    /** Unix writes five fields; Spring writes six, and needs no ? in either of the day fields. */
    private boolean countsDaysFromSundayZero() {
        return fields.size() == 5 || (fields.size() == 6 && !fields.contains("?"));
    }

    /** Unix and Spring count the days from Sunday 0, Quartz from Sunday 1; the names mean the same in both. */
    private static String dayName(MatchResult digit) {
        return UNIX_DAYS.get(Integer.parseInt(digit.group()));
    }
}
