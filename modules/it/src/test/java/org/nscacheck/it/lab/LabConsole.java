/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.nscacheck.admin.Actor;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.Stores;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.springframework.context.ApplicationContext;

/**
 * Does what is written to a node's standard input, a line each, as the screens do it. What is refused is printed.
 *
 * <pre>
 * check NAME INTERVAL SERVICE WORDS named|all    changes a check
 * server NAME                                    renames the first server
 * fill MILLIS                                    fills the heap for so long
 * </pre>
 */
final class LabConsole {

    /** What a new name ends with. */
    static final String RENAMED = "~renamed";

    private final Engine engine;
    private final Stores stores;

    LabConsole(ApplicationContext context) {
        engine = context.getBean(Engine.class);
        stores = context.getBean(Stores.class);
    }

    /** Returns when the one who writes has gone. */
    void read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                obey(line.split(" "));
            }
        } catch (IOException e) {
            System.out.println("console: " + e);
        }
    }

    private void obey(String[] words) {
        try {
            if (words[0].equals("server")) {
                rename(words[1]);
            } else if (words[0].equals("fill")) {
                fill(Duration.ofMillis(Long.parseLong(words[1])));
            } else {
                edit(words);
            }
        } catch (RuntimeException e) {
            System.out.println("console: " + String.join(" ", words) + " refused: " + e);
        }
    }

    /** Whatever others give free meanwhile is taken, too. */
    private static void fill(Duration time) {
        int[][] taken = new int[1_000_000][];
        int count = 0;
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            try {
                taken[count] = new int[512];
                count++;
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        System.out.println("console: the heap was full behind " + count + " arrays");
    }

    private void rename(String name) {
        Server server = stores.servers().findAll().get(0);
        if (!server.name().equals(name)) {
            engine.administration()
                    .saveServer(Actor.SYSTEM, server.toBuilder().name(name).build(), SecretChange.KEEP);
        }
    }

    private void edit(String[] words) {
        StoredCheck check = stores.checks().findAll().stream()
                .filter(stored -> LabChecks.stem(stored.name()).equals(words[1]))
                .findFirst()
                .orElseThrow();
        engine.administration()
                .saveCheck(
                        Actor.SYSTEM,
                        check.with(check.settings().toBuilder()
                                .service(words[3])
                                .schedule(ScheduleSpec.every(words[2]))
                                .servers(
                                        words[5].equals("all")
                                                ? null
                                                : List.of(stores.servers()
                                                        .findAll()
                                                        .get(0)
                                                        .name()))
                                .arguments(Map.of(LabChecks.WORDS, words[4]))
                                .build()));
    }
}
