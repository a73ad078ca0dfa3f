/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Range;
import org.nscacheck.Uom;

/**
 * The numbers of a rule with their units. They may be written in several units of one kind, and a number without unit is in the first
 * one. The rule has one unit, the smallest of them, so that no number gets an endless fraction. Not thread-safe.
 */
final class Amounts {

    /** A number and what stands behind it. */
    private static final Pattern AMOUNT = Pattern.compile(
            "([-+]?(?:\\d{1,100}(?:\\.\\d{0,100})?|\\.\\d{1,100}))(?:\\s*([^\\s\\d:~@.,+-][^\\s:~@]*))?");

    private final RuleFields fields;
    private final @Nullable Uom first;
    private final @Nullable Uom unit;

    /** Finds the unit of all the numbers under these keys. */
    Amounts(RuleFields fields, List<String> keys) {
        this.fields = fields;
        List<Uom> units = new ArrayList<>();
        add(units, RuleKeys.UNIT, fields.raw(RuleKeys.UNIT));
        for (String key : keys) {
            AMOUNT.matcher(fields.raw(key))
                    .results()
                    .filter(amount -> amount.group(2) != null)
                    .forEach(amount -> add(units, key, amount.group(2)));
        }
        first = units.isEmpty() ? null : units.get(0);
        unit = units.isEmpty() ? null : smallest(units);
    }

    private static Uom smallest(List<Uom> units) {
        return units.stream()
                .min(Comparator.comparing(each -> each.toBase(BigDecimal.ONE)))
                .orElseThrow();
    }

    private void add(List<Uom> units, String key, String symbol) {
        if (symbol.isEmpty()) {
            return;
        }
        try {
            Uom found = Uom.of(symbol);
            if (units.isEmpty() || found.isComparableWith(units.get(0))) {
                units.add(found);
            } else {
                fields.fault(
                        key,
                        "the unit " + found + " cannot be compared with " + units.get(0)
                                + "; use units of one kind in a rule");
            }
        } catch (IllegalArgumentException e) {
            fields.fault(key, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the unit of the rule; null if no number has one. */
    @Nullable
    Uom unit() {
        return unit;
    }

    /** Returns the number under this key in the rule's unit; null if there is none. */
    @Nullable
    BigDecimal amount(String key) {
        if (!fields.has(key) || fields.hasFaultOf(key)) {
            return null;
        }
        Matcher amount = AMOUNT.matcher(fields.raw(key));
        if (amount.matches()) {
            return new BigDecimal(inUnit(amount));
        }
        fields.fault(
                key, "'" + RuleFields.clip(fields.raw(key)) + "' is not a number; write one such as 10, 0.5 or 5GB");
        return null;
    }

    /** Returns the limit under this key, its numbers in the rule's unit; null if there is none. */
    @Nullable
    Limit range(String key) {
        if (!fields.has(key) || fields.hasFaultOf(key)) {
            return null;
        }
        try {
            Matcher amounts = AMOUNT.matcher(fields.raw(key));
            return Limit.of(Range.parse(amounts.replaceAll(this::inUnit)));
        } catch (IllegalArgumentException e) {
            fields.fault(key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private String inUnit(MatchResult amount) {
        BigDecimal number = new BigDecimal(amount.group(1));
        Uom from = amount.group(2) == null ? first : Uom.of(amount.group(2));
        if (from == null || unit == null || from.isSameAs(unit)) {
            return number.toPlainString();
        }
        BigDecimal scale = unit.toBase(BigDecimal.ONE);
        return from.toBase(number).divide(scale, MathContext.DECIMAL128).toPlainString();
    }
}
