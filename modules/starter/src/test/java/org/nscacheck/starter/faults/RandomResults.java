/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nscacheck.CheckResult;

/** Results as no check should return them. Of one thread. */
final class RandomResults {

    /** One of each class, those of outages and those of data, and the usual of both. */
    static final List<String> SQL_STATES = List.of(
            "01000", "03000", "08000", "08003", "08006", "09000", "0A000", "0F000", "0L000", "0P000", "20000", "21000",
            "22001", "22003", "22021", "22P05", "23502", "23505", "23514", "24000", "25001", "25006", "26000", "27000",
            "28000", "2B000", "2D000", "2F000", "34000", "38000", "39000", "3B000", "3D000", "3F000", "40001", "40P01",
            "42501", "42601", "42P01", "44000", "53000", "53100", "53200", "53300", "53400", "54000", "54001", "55000",
            "55006", "55P03", "57014", "58030", "F0000", "HV000", "P0001", "XX000", "XX002");

    private final Random random;

    RandomResults(Random random) {
        this.random = random;
    }

    CheckResult next() {
        if (random.nextInt(100) == 0) {
            return CheckResult.of(0, RefusedRuns.message(SQL_STATES.get(random.nextInt(SQL_STATES.size()))));
        }
        int status = random.nextInt(6) - 1;
        String longOutput = random.nextInt(3) == 0 ? text(length()) : "";
        CheckResult result = CheckResult.of(status, text(length()), metrics());
        return new CheckResult(result.status(), result.message(), longOutput, result.perfData());
    }

    /** Mostly short, now and then 10 MB. */
    private int length() {
        int kind = random.nextInt(400);
        if (kind == 0) {
            return 10_000_000;
        }
        return kind < 8 ? random.nextInt(200_000) : random.nextInt(1 << random.nextInt(12));
    }

    private int count() {
        int kind = random.nextInt(400);
        if (kind == 0) {
            return 100_000;
        }
        return kind < 8 ? random.nextInt(5_000) : random.nextInt(1 << random.nextInt(7));
    }

    private Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        int count = count();
        for (int i = 0; i < count; i++) {
            String label = random.nextInt(20) == 0 && i < 20 ? text(random.nextInt(8_000)) : "m" + i;
            metrics.put(label, random.nextInt(3) == 0 && i < 2_000 ? map() : value());
        }
        return metrics;
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("value", value());
        for (String key : List.of("warn", "crit", "min", "max")) {
            if (random.nextBoolean()) {
                map.put(key, random.nextInt(4) == 0 ? text(random.nextInt(300)) : value());
            }
        }
        if (random.nextInt(4) == 0) {
            map.put("uom", random.nextBoolean() ? "s" : text(3));
        }
        return map;
    }

    private Object value() {
        return switch (random.nextInt(8)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> new BigDecimal(new BigInteger(random.nextInt(3_000), random), random.nextInt(800) - 400);
            case 2 -> Double.MIN_VALUE;
            case 3 -> text(5);
            default -> random.nextInt();
        };
    }

    /** Of all of Unicode, halves of pairs and NUL included; a long one repeats itself. */
    private String text(int length) {
        int distinct = Math.min(length, 500);
        StringBuilder text = new StringBuilder(length + 1);
        int bound = random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1;
        for (int i = 0; i < distinct; i++) {
            text.appendCodePoint(random.nextInt(bound));
        }
        String part = text.toString();
        return part.isEmpty() ? "" : part.repeat(Math.max(1, length / part.length()));
    }
}
