/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.List;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.Setting.Option;

/** The keys of a rule's text, in the order of a form. */
final class RuleKeys {

    static final String HOST = "host";
    static final String CHECK = "check";
    static final String TAG = "tag";
    static final String LABEL = "label";
    static final String SOURCE = "data-source";
    static final String WARNING = "warning";
    static final String FAILURE = "failure";
    static final String MIN = "-min";
    static final String MAX = "-max";
    static final String UNIT = "unit";
    static final String INVERT = "invert";
    static final String PERCENTAGE = "percentage";
    static final String HYSTERESIS = "hysteresis";
    static final String NAN = "nan";
    static final String RATE = "rate";
    static final String HITS = "hits";
    static final String RECOVER_AFTER = "recover-after";
    static final String PERSIST = "persist";
    static final String PERSIST_OK = "persist-ok";
    static final String INTERESTING = "interesting";
    static final String TIMEOUT = "timeout";
    static final String MODE = "mode";

    private static final String MATCH_HELP = " Exact text, or a pattern with * and ?; empty for any.";

    static final List<Setting> ALL = List.of(
            text(HOST, "Host", "Host name of the application." + MATCH_HELP, ""),
            text(CHECK, "Check", "Key of the check." + MATCH_HELP, ""),
            text(TAG, "Tag", "A tag of the check." + MATCH_HELP, ""),
            text(LABEL, "Metric", "Label of the metric." + MATCH_HELP, ""),
            text(
                    WARNING + MIN,
                    "Warning below",
                    "Lowest good value; a value below it is a warning. Such as 10, or 5GB.",
                    ""),
            text(
                    WARNING + MAX,
                    "Warning above",
                    "Highest good value; a value above it is a warning. Such as 90, or 5GB.",
                    ""),
            text(
                    WARNING,
                    "Warning range",
                    "Nagios range in place of the two bounds, such as 10:20, ~:90 or @10:20.",
                    ""),
            text(FAILURE + MIN, "Failure below", "Lowest value that is no failure. Such as 10, or 5GB.", ""),
            text(FAILURE + MAX, "Failure above", "Highest value that is no failure. Such as 90, or 5GB.", ""),
            text(
                    FAILURE,
                    "Failure range",
                    "Nagios range in place of the two bounds, such as 10:20, ~:90 or @10:20.",
                    ""),
            text(
                    UNIT,
                    "Unit",
                    "Unit of limits and hysteresis, such as GB. Empty compares plain numbers, whatever the unit.",
                    ""),
            flag(INVERT, "Invert", "Values within the bounds are bad, both ends included.", "false"),
            new Setting(
                    PERCENTAGE,
                    "Percentage",
                    "The limits are a percentage of this.",
                    "none",
                    List.of(
                            new Option("none", "no, they are absolute"),
                            new Option("sum", "of the sum of the metrics that this rule matches"),
                            new Option("all", "of the sum of all metrics of the check"),
                            new Option("max", "of the metric's maximum"))),
            text(
                    HYSTERESIS,
                    "Hysteresis",
                    "How far a bad value has to come back beyond its bound to be good again.",
                    "0"),
            new Setting(
                    NAN,
                    "Unknown value",
                    "What it means when the value is not known.",
                    "unknown",
                    List.of(
                            new Option("good", "good"),
                            new Option("unknown", "unknown"),
                            new Option("bad", "failure"))),
            flag(RATE, "Counter as rate", "Judge a counter (unit c) by its increase per second.", "true"),
            text(HITS, "Hits", "Bad values in a row until it is reported, 0 to 1000.", "0"),
            text(RECOVER_AFTER, "Recover after", "Good values in a row that end an alarm, 1 to 1000.", "1"),
            flag(PERSIST, "Persist", "Report every bad value, not only the first.", "false"),
            flag(PERSIST_OK, "Persist OK", "Report every good value.", "false"),
            flag(INTERESTING, "Interesting", "A metric that is no longer reported is a failure.", "true"),
            text(TIMEOUT, "Timeout", "Intervals of the check until a metric is missing, 1 to 1000.", "2"),
            new Setting(
                    MODE,
                    "Mode",
                    "How the options are understood.",
                    "sane",
                    List.of(
                            new Option("sane", "as documented"),
                            new Option("collectd", "exactly as collectd 5 behaves"))),
            text(SOURCE, "Data source", "The source of a value list; in collectd mode only.", ""));

    private RuleKeys() {}

    private static Setting text(String name, String label, String help, String defaultValue) {
        return Setting.text(name, label, help, defaultValue).freeOfSecret();
    }

    private static Setting flag(String name, String label, String help, String defaultValue) {
        List<Option> options = List.of(new Option("false", "no"), new Option("true", "yes"));
        return new Setting(name, label, help, defaultValue, options).freeOfSecret();
    }

    static Setting get(String name) {
        return ALL.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
