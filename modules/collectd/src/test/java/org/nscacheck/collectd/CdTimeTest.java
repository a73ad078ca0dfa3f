/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CdTimeTest {

    @Test
    void givesBackEachNanosecond() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(8_000_000_000L), random.nextInt(1_000_000_000));
            assertThat(CdTime.instant(CdTime.of(time))).isEqualTo(time);
        }
    }

    @Test
    void countsInPartsOfTwoToTheThirtieth() {
        assertThat(CdTime.of(Duration.ofMillis(1500))).isEqualTo(3L << 29);
        assertThat(CdTime.duration(3L << 29)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void takesWhatWasBefore1970AsItsBegin() {
        assertThat(CdTime.of(Instant.parse("1969-12-31T23:59:59Z"))).isZero();
        assertThat(CdTime.of(Instant.MAX)).isPositive();
    }
}
