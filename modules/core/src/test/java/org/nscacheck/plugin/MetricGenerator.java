/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.nscacheck.Metric;
import org.nscacheck.Range;
import org.nscacheck.Uom;

/** Metrics as a check could give them; the same seed gives the same ones. */
final class MetricGenerator {

    private static final String[] HARMLESS = {
        "a", "Z", "9", "0", "_", ".", "-", "/", "var", "C:", "%", "#", "+5V", "(x)", ",", "~", "!", "?", "*", "{", "ü",
        "ı", "İ", "€", "😀", "温度", " b", " used", "e", "E", "U", "1e5"
    };
    private static final String[] HARMFUL = {
        "=", "'", "\"", "|", ";", "`", "&", "<", ">", "$", "\\", "\n", "\t", "\0", "\u0017", "::", "  ", "\u00a0",
        "\ud800", "x=1 y=2", "'='", ";;;"
    };

    private static final List<Uom> UNITS = Stream.concat(
                    Uom.known().stream(),
                    Stream.of(
                                    "G",
                                    "M",
                                    "K",
                                    "m",
                                    "k",
                                    "t",
                                    "T",
                                    "S",
                                    "Ms",
                                    "sek",
                                    "rpm",
                                    "m3",
                                    "m³",
                                    "CO2",
                                    "°",
                                    "€",
                                    "US$",
                                    "errors",
                                    "e",
                                    "eV",
                                    "E",
                                    "req/s",
                                    "/s",
                                    "%RH",
                                    "dB",
                                    "mails",
                                    "_",
                                    "U",
                                    "°~",
                                    "&",
                                    "件",
                                    "😀",
                                    "conn_per_sec",
                                    "x",
                                    "#")
                            .map(Uom::of))
            .toList();

    private final SplittableRandom random;

    MetricGenerator(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Metrics whose labels stay as they are. */
    List<Metric> harmless(int most) {
        return metrics(most, false);
    }

    /** Metrics whose labels have to be cleaned. */
    List<Metric> harmful(int most) {
        return metrics(most, true);
    }

    private List<Metric> metrics(int most, boolean harmful) {
        List<Metric> metrics = new ArrayList<>();
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            // The end keeps labels apart, so that no number is added to them.
            metrics.add(metric(label(harmful) + "x" + i));
        }
        return metrics;
    }

    private String label(boolean harmful) {
        StringBuilder label = new StringBuilder();
        for (int left = random.nextInt(5); left > 0; left--) {
            label.append(harmful && random.nextInt(2) == 0 ? any(HARMFUL) : any(HARMLESS));
        }
        String text = label.toString();
        return harmful ? text : text.strip();
    }

    private Metric metric(String label) {
        Uom uom = UNITS.get(random.nextInt(UNITS.size()));
        boolean percent = uom.equals(Uom.PERCENT);
        return new Metric(
                label,
                number(),
                uom,
                range(),
                range(),
                percent || random.nextBoolean() ? null : number(),
                percent || random.nextBoolean() ? null : number());
    }

    private Range range() {
        BigDecimal one = number();
        BigDecimal other = number();
        BigDecimal low = one.min(other);
        BigDecimal high = one.max(other);
        boolean inside = random.nextInt(4) == 0;
        return switch (random.nextInt(6)) {
            case 0, 1 -> null;
            case 2 -> new Range(inside, BigDecimal.ZERO, high.abs());
            case 3 -> new Range(inside, low, null);
            case 4 -> new Range(inside, null, high);
            default -> new Range(inside, low, high);
        };
    }

    private BigDecimal number() {
        return switch (random.nextInt(8)) {
            case 0 -> BigDecimal.ZERO;
            case 1 -> BigDecimal.valueOf(random.nextInt(-1000, 1000));
            case 2 -> BigDecimal.valueOf(random.nextLong());
            case 3 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(40));
            case 4 -> BigDecimal.valueOf(random.nextInt(), -random.nextInt(20));
            case 5 -> new BigDecimal("0.000001");
            case 6 -> BigDecimal.valueOf(random.nextDouble());
            default -> BigDecimal.valueOf(random.nextInt(100_000), 2);
        };
    }

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
