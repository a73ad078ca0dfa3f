/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.schedule.IntervalSchedule;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** Checks that report to a server, for tests of what is defined there. */
record ChecksToDefine(Server server) {

    static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    static final String HEARTBEAT = "nscacheck heartbeat";

    private static final List<String> HOSTILE = List.of(
            "}",
            "define service {",
            "# comment",
            "Größe 5 €",
            "{x}",
            "a : b",
            "use generic",
            "tab-less",
            "-x",
            "ends with \\\\",
            "[1] SHUTDOWN_PROGRAM",
            "@include /etc/passwd",
            "host_name y",
            "🚀",
            "null x",
            "register 0",
            "a/b/../c",
            "x#y",
            "_MACRO",
            "0");

    /** All of the server's own host. */
    static ChecksToDefine onNagios(String host) {
        return new ChecksToDefine(Server.builder("nagios", "nsca")
                .address("localhost")
                .hostName(host)
                .build());
    }

    /** Returns a check that reports a service, or the host itself if that is null. */
    Check check(String key, String every, Duration timeout, @Nullable String service) {
        return check(key, every, timeout, new Target(server.hostName(), service));
    }

    Check check(String key, String every, Duration timeout, Target target) {
        return Check.builder(
                        CheckId.random(),
                        new CheckKey(key),
                        key,
                        IntervalSchedule.parse(every, ZoneId.of("Europe/Berlin")))
                .settings(CheckSettings.builder().timeout(timeout).build())
                .destinations(List.of(new Check.Destination(server.id(), target)))
                .build();
    }

    Check everyMinute(String key, @Nullable String service) {
        return check(key, "1m", Duration.ofSeconds(30), service);
    }

    /** Returns the heartbeat, the host, and 200 services with names that mean something to some parser. */
    List<Check> hostile() {
        List<Check> checks = new ArrayList<>();
        checks.add(everyMinute(CheckKey.HEARTBEAT, HEARTBEAT));
        checks.add(everyMinute("host", null));
        for (int i = 0; i < 200; i++) {
            checks.add(everyMinute("key" + i, HOSTILE.get(i % HOSTILE.size()) + " " + i));
        }
        return checks;
    }
}
