/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.RefusedException;

class MessageTemplateTest {

    private static final Notification TOLD = new Notification(
            Notification.Kind.RECOVERY,
            Severity.OKAY,
            Instant.parse("2026-03-01T10:00:00Z"),
            new Identity("shop", "orders", "eu", "metric", ""),
            "it says ${host}",
            Map.of("value", 7.5, "severity", "a fact of this name"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "nothing to fill in~nothing to fill in",
                "${severity} ${kind}~OKAY RECOVERY",
                "${host}: ${identity}~shop: shop/orders-eu/metric",
                "${at}~2026-03-01T10:00:00Z",
                "${value}${value}~7.57.5",
                "[${no such fact}]~[]",
                "$${host} $ {host} $host~${host} $ {host} $host",
                "${text}~it says ${host}",
                "a}b{~a}b{"
            })
    void fillsInWhatTheNotificationHasAndReadsItNoSecondTime(String template, String filled) {
        assertThat(MessageTemplate.parse(template).fill(TOLD)).isEqualTo(filled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${host", "${}", "x ${", "${a} ${b"})
    void refusesAPlaceThatIsNotClosedOrHasNoName(String template) {
        assertThatThrownBy(() -> MessageTemplate.parse(template))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("${");
    }
}
