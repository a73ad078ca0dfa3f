/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.testkit.matrix.Row;

class UomTest {

    @Test
    @Row(value = "B11", done = "each known unit is known by its exact symbol")
    void knowsUnitsByTheirExactSymbol() {
        for (Uom uom : Uom.known()) {
            assertThat(Uom.ofSymbol(uom.symbol())).containsSame(uom);
            assertThat(Uom.of(uom.symbol())).isSameAs(uom);
            assertThat(uom.kind()).isNotEqualTo(Uom.Kind.LABEL);
            assertThat(Uom.known()).contains(uom.base());
            assertThat(uom.base().kind()).isEqualTo(uom.kind());
            assertThat(uom.base().toBase(BigDecimal.ONE)).isEqualByComparingTo(BigDecimal.ONE);
        }
        assertThat(new HashSet<>(Uom.known())).hasSameSizeAs(Uom.known()).hasSizeGreaterThan(100);
        assertThat(Uom.of("Mb").kind()).isEqualTo(Uom.Kind.BITS);
        assertThat(Uom.of("MB")).isSameAs(Uom.MEGABYTES);
        assertThat(Uom.of("")).isSameAs(Uom.NONE);
        assertThat(Uom.of(" \t")).isSameAs(Uom.NONE);
        assertThat(Uom.of(" s\u00a0")).isSameAs(Uom.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "5, GB, 5000000000, B",
        "5, GiB, 5368709120, B",
        "4500, MB, 4500000000, B",
        "1, kB, 1000, B",
        "1, EiB, 1152921504606846976, B",
        "2.5, Mbit/s, 2500000, b/s",
        "2.5, Gbps, 2500000000, b/s",
        "1, KBps, 1000, B/s",
        "8, MiB/s, 8388608, B/s",
        "350, us, 0.00035, s",
        "350, µs, 0.00035, s",
        "7, ns, 0.000000007, s",
        "1.5, h, 5400, s",
        "2, d, 172800, s",
        "45, min, 2700, s",
        "2.4, GHz, 2400000000, Hz",
        "3300, mV, 3.3, V",
        "4.7, kΩ, 4700, Ohm",
        "1.5, kWh, 5400000, Ws",
        "500, mAh, 1800, As",
        "21, °C, 21, C",
        "1.2, kg, 1200, g",
        "80, %, 80, %",
        "7, '', 7, ''",
        "12, c, 12, c",
        "3, mails, 3, mails"
    })
    void convertsToTheBaseOfItsKind(BigDecimal value, String symbol, BigDecimal inBase, String base) {
        Uom uom = Uom.of(symbol);
        assertThat(uom.toBase(value)).isEqualByComparingTo(inBase);
        assertThat(uom.base()).isEqualTo(Uom.of(base));
    }

    @Test
    void losesNoDigitOfAnyNumber() {
        BigDecimal value = new BigDecimal("123456789012345678901234567890.123456789");
        assertThat(Uom.of("KiB").toBase(value)).isEqualByComparingTo("126419751948641975194864197519486.419751936");
    }

    @ParameterizedTest
    @CsvSource({
        "GB, MiB, true",
        "B, b, false",
        "MB, MB/s, false",
        "s, min, true",
        "C, °C, true",
        "C, F, false",
        "'', '', true",
        "'', %, false",
        "mails, mails, true",
        "mails, jobs, false",
        "G, GB, false",
        "Wh, J, true"
    })
    void knowsWhichUnitsCanBeCompared(String one, String other, boolean comparable) {
        assertThat(Uom.of(one).isComparableWith(Uom.of(other))).isEqualTo(comparable);
        assertThat(Uom.of(other).isComparableWith(Uom.of(one))).isEqualTo(comparable);
    }

    @Test
    void knowsTwoSymbolsOfOneUnit() {
        assertThat(Uom.of("°C").isSameAs(Uom.of("C"))).isTrue();
        assertThat(Uom.of("kB").isSameAs(Uom.KILOBYTES)).isTrue();
        assertThat(Uom.of("KiB").isSameAs(Uom.KILOBYTES)).isFalse();
        assertThat(Uom.of("rpm").isSameAs(Uom.of("rpm"))).isTrue();
        assertThat(Uom.of("rpm").isSameAs(Uom.of("RPM"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "M",
                "K",
                "m",
                "rpm",
                "€",
                "$",
                "m³",
                "m3",
                "CO2",
                "件",
                "😀",
                "(avg)",
                "/s",
                "req/s",
                "%RH",
                "%%",
                "eV",
                "errors",
                "E",
                "x",
                "xenon",
                "abcdefghijklmnopqrstuvwxyz012345",
                "_"
            })
    void takesAnyOtherTextForALabel(String symbol) {
        Uom uom = Uom.of(symbol);
        assertThat(uom.symbol()).isEqualTo(symbol);
        assertThat(uom.kind()).isEqualTo(Uom.Kind.LABEL);
        assertThat(uom.base()).isSameAs(uom);
        assertThat(uom.toBase(BigDecimal.TEN)).isEqualTo(BigDecimal.TEN);
        assertThat(uom)
                .isEqualTo(Uom.of(symbol))
                .hasSameHashCodeAs(Uom.of(symbol))
                .hasToString(symbol);
        assertThat(Uom.ofSymbol(symbol)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '^',
            value = {
                "a b    ^ has a blank",
                "a\u00a0b ^ has a blank",
                "a;b    ^ has the character ;",
                "a=b    ^ has the character =",
                "a'b    ^ has the character '",
                "a|b    ^ has the character |",
                "a\\b   ^ has the character \\",
                "a,b    ^ has a comma",
                "a\u0000b ^ has the character U+0000",
                "a\u001bb ^ has the character U+001B",
                "a\u202eb ^ has the character U+202E",
                "a\ud800 ^ has the character U+D800",
                "5      ^ would be read as a part of the number",
                "٣      ^ would be read as a part of the number",
                ",5     ^ would be read as a part of the number",
                ":30    ^ would be read as a part of the number",
                "-s     ^ would be read as a part of the number",
                "e5     ^ would be read as a part of the number",
                "E+5    ^ would be read as a part of the number",
                "/10    ^ would be read as a part of the number",
                "x1F    ^ would be read as a part of the number",
                "abcdefghijklmnopqrstuvwxyz0123456 ^ has 33 characters, more than 32"
            })
    void refusesWhatSomebodyWouldTakeApart(String symbol, String why) {
        assertThatThrownBy(() -> Uom.of(symbol))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unit '" + symbol + "' " + why);
    }

    @Test
    void refusesAMegabyteAtOnce() {
        assertThatThrownBy(() -> Uom.of("x".repeat(1_000_000)))
                .hasMessageContaining("has 1000000 characters")
                .message()
                .hasSizeLessThan(200);
    }

    @Test
    void knowsTheSameUnitsInTurkey() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(Uom.of("MiB").toBase(BigDecimal.ONE)).isEqualByComparingTo("1048576");
            assertThat(Uom.of("bit").kind()).isEqualTo(Uom.Kind.BITS);
            assertThatThrownBy(() -> Uom.of("a\u001b")).hasMessageContaining("U+001B");
        } finally {
            Locale.setDefault(before);
        }
    }
}
