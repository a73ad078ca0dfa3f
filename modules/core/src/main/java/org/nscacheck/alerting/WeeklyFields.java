/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nscacheck.RefusedException;
import org.nscacheck.sender.Setting;

/** The settings of weekly spans: {@code days}, {@code from}, {@code to}, {@code zone}. */
final class WeeklyFields {

    static final String EACH_DAY = "mon-sun";

    private static final Setting ZONE = Setting.text("zone", "Time zone", "Such as Europe/Paris", "UTC");

    static final List<Setting> SETTINGS = List.of(
            Setting.text("days", "Days", "On which it begins, such as mon-fri or sat,sun", EACH_DAY),
            Setting.text("from", "From", "Local time of the begin, such as 22:00", ""),
            Setting.text("to", "To", "Local time of the end, on the next day if not later than the begin", ""),
            ZONE);

    private static final int LETTERS = 3;

    private WeeklyFields() {}

    static Weekly read(Fields fields) {
        return new Weekly(
                fields.value("days", Set.of(), WeeklyFields::days),
                fields.value("from", LocalTime.MIDNIGHT, WeeklyFields::time),
                fields.value("to", LocalTime.MIDNIGHT, WeeklyFields::time),
                fields.zone());
    }

    static void write(Weekly weekly, Map<String, String> settings) {
        settings.put("days", days(weekly.days()));
        settings.put("from", weekly.from().toString());
        settings.put("to", weekly.to().toString());
        settings.put("zone", weekly.zone().getId());
    }

    private static LocalTime time(String text) {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    }

    static String days(Set<DayOfWeek> days) {
        return days.stream().sorted().map(WeeklyFields::word).collect(Collectors.joining(","));
    }

    private static String word(DayOfWeek day) {
        return day.name().substring(0, LETTERS).toLowerCase(Locale.ROOT);
    }

    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", 2);
            DayOfWeek day = day(ends[0]);
            DayOfWeek last = ends.length == 1 ? day : day(ends[1]);
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (word(day).equals(word)) {
                return day;
            }
        }
        throw new RefusedException("'" + text.strip() + "' is not a day: use mon, tue, wed, thu, fri, sat or sun");
    }
}
