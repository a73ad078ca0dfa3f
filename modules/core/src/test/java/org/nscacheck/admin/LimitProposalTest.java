/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nscacheck.Uom;
import org.nscacheck.admin.LimitProposal.Side;

class LimitProposalTest {

    private static PastValues past(DoubleStream values) {
        double[] all = values.toArray();
        List<MetricPoint> points = IntStream.range(0, all.length)
                .mapToObj(i -> new MetricPoint(Instant.ofEpochSecond(60L * i), 1, all[i], all[i], all[i]))
                .toList();
        return new PastValues(points, 0);
    }

    private static LimitProposal above(double... values) {
        return LimitProposal.of(past(DoubleStream.of(values)), Uom.NONE, Side.ABOVE)
                .orElseThrow();
    }

    @Test
    void oneValueOfTwentyWouldHaveBeenAWarningAndOneOfAHundredAFailure() {
        PastValues past = past(IntStream.rangeClosed(1, 1000).asDoubleStream());
        LimitProposal high = LimitProposal.of(past, Uom.NONE, Side.ABOVE).orElseThrow();
        assertThat(high.warning()).isEqualByComparingTo("950");
        assertThat(high.failure()).isEqualByComparingTo("990");
        assertThat(high.values()).isEqualTo(1000);
        LimitProposal low = LimitProposal.of(past, Uom.NONE, Side.BELOW).orElseThrow();
        assertThat(low.warning()).isEqualByComparingTo("50");
        assertThat(low.failure()).isEqualByComparingTo("10");
    }

    @Test
    void numbersAreRoundedOutwardsToTwoOrThreeDigits() {
        assertThat(above(0.0123456).warning()).isEqualByComparingTo("0.0124");
        assertThat(above(98.7654).warning()).isEqualByComparingTo("99");
        assertThat(above(-98.7654).warning()).isEqualByComparingTo("-98");
        assertThat(above(123456789).failure().toPlainString()).isEqualTo("124000000");
        assertThat(above(0).failure()).isEqualByComparingTo("0");
    }

    @Test
    void aCounterIsJudgedByItsRateAndThatOfARestartIsNotKnown() {
        LimitProposal found = LimitProposal.of(past(DoubleStream.of(1000, 1060, 1120, 5, 65)), Uom.COUNTER, Side.ABOVE)
                .orElseThrow();
        assertThat(found.failure()).isEqualByComparingTo("1");
    }

    @Test
    void nothingIsProposedWithoutValues() {
        assertThat(LimitProposal.of(past(DoubleStream.empty()), Uom.NONE, Side.ABOVE))
                .isEmpty();
    }
}
