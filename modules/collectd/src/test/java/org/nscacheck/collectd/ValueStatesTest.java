/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.Metric;
import org.nscacheck.Status;
import org.nscacheck.notification.Identity;
import org.nscacheck.push.PushSettings;
import org.nscacheck.push.PushedState;

/** What becomes of values. */
class ValueStatesTest {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Identity QUEUED = new Identity("db", "mail", "out", "gauge", "queued");

    private final ValueStates states = new ValueStates(DataSets.BASIC);

    private PushedState state(Identity identity, @Nullable Duration interval, List<Value> values, List<Double> rates) {
        return states.state(new ValueList(identity, AT, interval, values), new KnownValue(identity, AT, rates));
    }

    private PushedState gauge(double number) {
        return state(QUEUED, Duration.ofSeconds(10), List.of(Value.gauge(number)), List.of(number));
    }

    @Test
    void makesAServiceOfTheIdentityAndAMetricOfItsInstance() {
        PushedState state = gauge(7.5);

        assertThat(state.service()).isEqualTo("mail-out/gauge-queued");
        assertThat(state.result().status()).isEqualTo(Status.OK);
        assertThat(state.result().message()).isEqualTo("queued = 7.5");
        assertThat(state.result().perfData()).containsExactly(Metric.of("queued", new BigDecimal("7.5")));
    }

    @Test
    void namesSourcesWhereAListHasSeveral() {
        Identity load = new Identity("db", "load", "", "load", "");
        List<Value> values = List.of(Value.gauge(1), Value.gauge(2), Value.gauge(3));
        PushedState state = state(load, null, values, List.of(1.0, 2.0, 3.0));

        assertThat(state.service()).isEqualTo("load/load");
        assertThat(state.result().perfData())
                .extracting(Metric::label)
                .containsExactly("load:shortterm", "load:midterm", "load:longterm");
        assertThat(state.result().perfData().get("load:midterm"))
                .extracting(Metric::min, Metric::max)
                .containsExactly(new BigDecimal("0"), new BigDecimal("5E+3"));
        assertThat(states.labels(load)).hasSize(3);
    }

    @Test
    void keepsAGaugeThatIsNotKnownAndLeavesOutACounterThatHasNoRateYet() {
        assertThat(gauge(Double.NaN).result().perfData())
                .singleElement()
                .extracting(Metric::value)
                .isNull();

        Identity counter = new Identity("db", "mail", "", "derive", "sent");
        PushedState first = state(counter, null, List.of(Value.derive(1000)), List.of(Double.NaN));
        assertThat(first.result().perfData()).isEmpty();
        assertThat(first.result().message()).isEqualTo("sent = not known");
    }

    @Test
    void promisesTheNextValueWithinTwoIntervals() {
        Value one = Value.gauge(1);
        assertThat(gauge(1).period()).isEqualTo(Duration.ofSeconds(20));
        assertThat(state(QUEUED, null, List.of(one), List.of(1.0)).period()).isEqualTo(Duration.ofSeconds(20));
        assertThat(state(QUEUED, Duration.ofMillis(1), List.of(one), List.of(1.0))
                        .period())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(state(QUEUED, Duration.ofDays(400), List.of(one), List.of(1.0))
                        .period())
                .isEqualTo(PushSettings.MAX_PERIOD);
    }
}
