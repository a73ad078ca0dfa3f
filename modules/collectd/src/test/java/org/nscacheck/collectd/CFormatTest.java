/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected texts are those of glibc's printf. */
class CFormatTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.000000e+00",
        "-0.0, -0.000000e+00",
        "42, 4.200000e+01",
        "-0.5, -5.000000e-01",
        "999999.95, 9.999999e+05",
        "9999999.5, 1.000000e+07",
        "1e100, 1.000000e+100",
        "123456789, 1.234568e+08",
        "Infinity, '         inf'",
        "-Infinity, '        -inf'",
        "NaN, '         nan'",
        "4.9e-324, 4.940656e-324"
    })
    void writesTwelveE(double number, String text) {
        assertThat(CFormat.scientific(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "0.25, 0.25",
        "100000, 100000",
        "1000000, 1e+06",
        "15000000, 1.5e+07",
        "999999.5, 1e+06",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "-123456.789, -123457",
        "3.14159265, 3.14159",
        "Infinity, inf",
        "1e-300, 1e-300"
    })
    void writesG(double number, String text) {
        assertThat(CFormat.general(number)).isEqualTo(text);
    }

    @Test
    void writesSecondsWithThreeDigits() {
        assertThat(CFormat.seconds(Instant.parse("1970-01-01T00:16:40.0006Z"))).isEqualTo("1000.001");
    }
}
