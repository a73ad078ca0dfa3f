/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.audit.AuditFilter;
import org.nscacheck.check.CheckId;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.token.Tokens;

/** One thing of each sort that the screens show, and all that requests could have changed of them. */
final class ThingsOnScreens {

    /** Who made them. */
    static final Actor MAKER = new Actor("maker", Permission.ADMINISTER);

    private static final String START = "2026-01-01T00:00:00Z";

    private final RunningScreens running;
    private final String marker;
    private final Tokens tokens;

    ThingsOnScreens(RunningScreens running) {
        this(running, "");
    }

    /** @param marker a part of each of their names */
    ThingsOnScreens(RunningScreens running, String marker) {
        this.running = running;
        this.marker = marker;
        this.tokens = new Tokens(running.nsca().tokens());
    }

    /** Makes them and returns the name of each in addresses. */
    Map<String, String> make() {
        CheckId check = check();
        Map<String, String> things = new HashMap<>();
        things.put("check", check.toString());
        things.put("run", ran(check));
        things.put(
                "series",
                String.valueOf(
                        running.engine().overview().series(MAKER, check).get(0).id()));
        things.put("server", server("nagios", "nsca", SecretChange.set(Secret.of("secret-of-nagios"))));
        things.put("notifier", server("people", CollectingNotifierFactory.KIND, SecretChange.KEEP));
        things.put("rule", policy(PolicyKind.RULE, Map.of("label", "used", "failure-max", "95")));
        things.put("tomorrow", tomorrow());
        things.put(
                "silence",
                policy(PolicyKind.SILENCE, Map.of("starts", START, "ends", tomorrow(), "reason", "moved" + marker)));
        things.put("token", token());
        things.put("agent", agent());
        things.put("entry", String.valueOf(lastEntry()));
        things.put("yaml", "nscacheck: {servers: {imported: {kind: nsca, host: 127.0.0.1}}}");
        return things;
    }

    private String token() {
        return tokens.create(MAKER, "grafana" + marker, Permission.VIEW, Tokens.DEFAULT_LENGTH)
                .token()
                .id()
                .toString();
    }

    private String agent() {
        return running.nsca()
                .pushes()
                .register("web1" + marker, "hash", false, "127.0.0.1")
                .id()
                .toString();
    }

    private CheckId check() {
        return running.nsca().stores().checks().findAll().get(0).id();
    }

    private String ran(CheckId check) {
        await().until(() -> running.engine().administration().runNow(MAKER, check));
        await().until(() -> !running.engine().overview().series(MAKER, check).isEmpty());
        RecordedRun run = running.engine().overview().runs(MAKER, check, 1).get(0);
        return new RunKey(run.number(), run.run().endedAt()).toString();
    }

    private String server(String name, String kind, SecretChange secret) {
        return running.engine()
                .administration()
                .saveServer(
                        MAKER,
                        Server.builder(name + marker, kind)
                                .address("127.0.0.1")
                                .hostName("shop")
                                .build(),
                        secret)
                .id()
                .toString();
    }

    private String policy(PolicyKind kind, Map<String, String> settings) {
        return running.engine()
                .policies()
                .save(MAKER, Policy.of(kind, kind.key() + marker, settings))
                .id()
                .toString();
    }

    private String tomorrow() {
        return running.engine().overview().now(MAKER).plus(Duration.ofDays(1)).toString();
    }

    private long lastEntry() {
        return running.nsca()
                .stores()
                .audit()
                .find(AuditFilter.ALL, Long.MAX_VALUE, 1)
                .get(0)
                .id();
    }

    /** Returns all that a request could have changed, for comparison: things, entries of the trail, runs, what people were told. */
    List<Object> state() {
        List<Object> state = new ArrayList<>();
        state.add(running.nsca().stores().checks().findAll());
        state.add(running.nsca().stores().servers().ofAnyPurpose().findAll());
        Arrays.stream(PolicyKind.values())
                .forEach(kind -> state.add(running.nsca().stores().policies().findAll(kind)));
        state.add(tokens.findAll(MAKER));
        state.add(running.nsca().pushes().agents());
        state.add(lastEntry());
        state.add(running.engine().overview().runs(MAKER, check(), 100));
        state.add(running.engine().overview().checks(MAKER).stream()
                .flatMap(view -> view.summaries().stream())
                .map(summary -> String.valueOf(summary.dueAt()))
                .toList());
        state.add(running.people().told());
        return state;
    }
}
