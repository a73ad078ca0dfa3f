/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.sender.Setting;

/** Writes what differs from the defaults. Not thread-safe. */
final class RuleWriter {

    private final Map<String, String> values = new HashMap<>();

    private RuleWriter() {}

    static Map<String, String> write(ThresholdRule rule) {
        RuleWriter writer = new RuleWriter();
        writer.match(rule.match());
        writer.limit(RuleKeys.WARNING, rule.limits().warning());
        writer.limit(RuleKeys.FAILURE, rule.limits().failure());
        writer.put(RuleKeys.UNIT, rule.limits().unit());
        writer.options(rule.options());
        return writer.inOrder();
    }

    private void match(RuleMatch match) {
        put(RuleKeys.HOST, match.host());
        put(RuleKeys.CHECK, match.check());
        put(RuleKeys.TAG, match.tag());
        put(RuleKeys.LABEL, match.label());
        put(RuleKeys.SOURCE, match.source());
    }

    private void limit(String level, @Nullable Limit limit) {
        if (limit == null) {
            return;
        }
        if (limit.inside()) {
            limit.toRange().ifPresent(range -> put(level, range));
        } else {
            put(level + RuleKeys.MIN, limit.min());
            put(level + RuleKeys.MAX, limit.max());
        }
    }

    private void options(Options options) {
        put(RuleKeys.MODE, word(options.mode()));
        put(RuleKeys.INVERT, options.invert());
        put(RuleKeys.PERCENTAGE, word(options.percentage()));
        put(RuleKeys.HYSTERESIS, options.hysteresis());
        put(RuleKeys.NAN, word(options.nan()));
        put(RuleKeys.RATE, options.rate());
        put(RuleKeys.PERSIST, options.persist());
        put(RuleKeys.PERSIST_OK, options.persistOk());
        put(RuleKeys.HITS, options.hits());
        put(RuleKeys.RECOVER_AFTER, options.recoverAfter());
        put(RuleKeys.INTERESTING, options.interesting());
        put(RuleKeys.TIMEOUT, options.timeout());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void put(String key, @Nullable Object value) {
        if (value != null) {
            values.put(key, value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        }
    }

    private Map<String, String> inOrder() {
        Map<String, String> text = new LinkedHashMap<>();
        for (Setting setting : RuleKeys.ALL) {
            String value = values.get(setting.name());
            if (value != null && !value.equals(setting.defaultValue())) {
                text.put(setting.name(), value);
            }
        }
        return text;
    }
}
