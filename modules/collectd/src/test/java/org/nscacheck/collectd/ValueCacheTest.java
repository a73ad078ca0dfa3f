/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.notification.Identity;
import org.nscacheck.testkit.SettableClock;

class ValueCacheTest {

    private final SettableClock clock = new SettableClock(Golden.AT);
    private final ValueCache cache = new ValueCache(DataSets.BASIC, clock, 3);

    private static Identity identity(String plugin) {
        return new Identity("shop", plugin, "", "gauge", "");
    }

    private ValueList gauge(String plugin, double number) {
        return new ValueList(identity(plugin), clock.instant(), Duration.ofSeconds(60), List.of(Value.gauge(number)));
    }

    @Test
    void forgetsWhatStaysAwayForTwoIntervals() {
        cache.update(gauge("mail", 1));
        clock.advance(Duration.ofSeconds(119));
        assertThat(cache.value(identity("mail"))).isPresent();
        clock.advance(Duration.ofSeconds(1));

        assertThat(cache.value(identity("mail"))).isEmpty();
        assertThat(cache.values()).isEmpty();
    }

    @Test
    void forgetsTheOneThatWaitsLongestWhenThereAreTooMany() {
        List.of("a", "b", "c").forEach(plugin -> cache.update(gauge(plugin, 1)));
        clock.advance(Duration.ofSeconds(1));
        cache.update(gauge("a", 2));
        cache.update(gauge("d", 2));

        assertThat(cache.values())
                .extracting(value -> value.identity().plugin())
                .containsExactly("c", "a", "d");
    }

    @Test
    void leavesOutWhatIsNotNewerThanTheLast() {
        assertThat(cache.update(gauge("mail", 1))).isPresent();
        assertThat(cache.update(gauge("mail", 2))).isEmpty();
        assertThat(cache.value(identity("mail")).orElseThrow().rates()).containsExactly(1.0);
    }

    @Test
    void leavesOutAnotherNumberOfValues() {
        cache.update(gauge("mail", 1));
        clock.advance(Duration.ofSeconds(1));
        ValueList two = new ValueList(identity("mail"), clock.instant(), null, List.of(Value.gauge(1), Value.gauge(2)));

        assertThat(cache.update(two)).isEmpty();
    }
}
