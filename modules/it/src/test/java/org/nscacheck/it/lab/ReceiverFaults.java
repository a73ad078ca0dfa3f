/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.time.Duration;
import java.util.List;
import org.nscacheck.testkit.daemon.FaultyProxy;
import org.nscacheck.testkit.daemon.NscaDaemon;

/** What breaks the first receiver, or the way to it. */
final class ReceiverFaults {

    static final String FREEZE = "daemon frozen";

    private final Lab lab;
    private final Breakage breakage;

    ReceiverFaults(Lab lab, Breakage breakage) {
        this.lab = lab;
        this.breakage = breakage;
    }

    List<Chaos.Fault> kinds() {
        FaultyProxy network = lab.receiver().network();
        return List.of(
                () -> fault("cut", 0, 1, network::cut),
                () -> fault("reset", 0, 1, network::reset),
                () -> {
                    Duration delay = Duration.ofMillis(breakage.between(20, 400));
                    fault("delay", 2_000, 6_000, () -> network.delay(delay));
                },
                () -> fault("half-open", 2_000, 8_000, network::silence),
                () -> fault("refuse", 1_000, 6_000, network::refuse),
                () -> fault("daemon killed", 500, 4_000, lab.receiver().daemon()::kill));
    }

    /** SIGSTOP for the daemon: it reads later what was sent to it meanwhile. */
    void freeze() {
        fault(FREEZE, 2_000, 14_000, lab.receiver().daemon()::suspend);
    }

    private void fault(String kind, long shortest, long longest, Runnable fault) {
        breakage.take("receiver");
        Runnable end = lab.timeline().begin(kind, Timeline.Place.RECEIVER, "");
        fault.run();
        breakage.endAfter(breakage.between(shortest, longest), "receiver", () -> {
            NscaDaemon daemon = lab.receiver().daemon();
            if (kind.equals(FREEZE)) {
                daemon.resume();
            } else if (!daemon.isRunning()) {
                daemon.restart();
            }
            lab.receiver().network().pass();
            end.run();
            return null;
        });
    }
}
