/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a Nagios core holds of a host or service, from its {@code status.dat}.
 *
 * @param service null for a host
 * @param state 0 to 3; of a host 0 up, 1 down, 2 unreachable
 * @param output the first line, without metrics
 * @param longOutput the other lines
 * @param performanceData the metrics as one text
 * @param lastCheck the epoch if there has been no result yet
 * @param fields everything the block has, by Nagios's own names
 */
public record CoreStatus(
        String host,
        @Nullable String service,
        int state,
        String output,
        String longOutput,
        String performanceData,
        Instant lastCheck,
        Map<String, String> fields) {

    static CoreStatus of(Map<String, String> fields) {
        return new CoreStatus(
                fields.getOrDefault("host_name", ""),
                fields.get("service_description"),
                Integer.parseInt(fields.getOrDefault("current_state", "-1")),
                fields.getOrDefault("plugin_output", ""),
                PassiveResult.unescape(fields.getOrDefault("long_plugin_output", "")),
                fields.getOrDefault("performance_data", ""),
                Instant.ofEpochSecond(Long.parseLong(fields.getOrDefault("last_check", "0"))),
                Map.copyOf(fields));
    }

    /** Tells whether a result has come since the core started. */
    public boolean hasResult() {
        return "1".equals(fields.get("has_been_checked"));
    }

    boolean isOf(String otherHost, @Nullable String otherService) {
        return host.equals(otherHost) && Objects.equals(service, otherService);
    }
}
