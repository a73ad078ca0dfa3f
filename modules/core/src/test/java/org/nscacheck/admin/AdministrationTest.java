/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.RefusedException;
import org.nscacheck.Status;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.DueList.ScheduledCheck;
import org.nscacheck.check.FakeCheckStore;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.check.TestRules;
import org.nscacheck.delivery.Environment;
import org.nscacheck.delivery.EnvironmentStore;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.schedule.Spread;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.TestServers;
import org.nscacheck.testkit.matrix.Row;

class AdministrationTest {

    private static final CheckKey KEY = new CheckKey("orders.open");

    private final FakeCheckStore checks = new FakeCheckStore();

    private final EnvironmentStore environment = new EnvironmentStore() {
        @Override
        public Environment environment() {
            return new Environment("a", "a");
        }

        @Override
        public int confirm(AuditNote note) {
            return 0;
        }
    };

    private Administration administration() {
        CheckCatalog catalog = new CheckCatalog(List.of(
                CheckDefinition.of(KEY, "Orders", ScheduleSpec.every("1m"), context -> CheckResult.of(0, "OK"))));
        CheckResolver resolver = new CheckResolver(
                new ScheduleSpec.Reader(
                        expression -> {
                            throw new IllegalArgumentException("no cron here");
                        },
                        ZoneOffset.UTC),
                new CheckResolver.Defaults(Spread.DEFAULT_LIMIT, Status.CRITICAL, Status.CRITICAL, "node-1"));
        ServerStore servers = TestServers.store();
        return new Administration(
                servers,
                checks,
                checks,
                TestRules.noPolicies(),
                catalog,
                resolver,
                new SenderFactories(List.of()),
                environment,
                new Planner(servers, checks, checks, catalog, resolver, TestRules.none(), "node-1", () -> {}));
    }

    private ScheduledCheck lastPlan() {
        return checks.scheduledChecks.get(checks.scheduledChecks.size() - 1);
    }

    @Test
    @Row(value = "R53", done = "a node that starts plans anew what was edited after it had read")
    void plansTheEditThatCameWhileANodeThatStartsHadReadAnOlderConfiguration() {
        administration().seed(List.of(), List.of());
        StoredCheck stored = checks.findAll().get(0);
        Administration other = administration();
        checks.beforeNextPlan(() -> other.pause(Actor.SYSTEM, stored.id(), Duration.ofHours(1)));

        administration().seed(List.of(), List.of());

        assertThat(lastPlan().check().pausedUntil()).isEqualTo(checks.now.plus(Duration.ofHours(1)));
    }

    @Test
    void plansTheLaterOfTwoEditsWhicheverIsPlannedFirst() {
        administration().seed(List.of(), List.of());
        StoredCheck stored = checks.findAll().get(0);
        Administration other = administration();
        checks.beforeNextPlan(() -> other.resume(Actor.SYSTEM, stored.id()));

        administration().pause(Actor.SYSTEM, stored.id(), Duration.ofHours(1));

        assertThat(lastPlan().check().pausedUntil()).isNull();
    }

    @Test
    void refusesToRunWhatAnAgentReports() {
        administration().seed(List.of(), List.of());
        StoredCheck own = checks.findAll().get(0);
        StoredCheck pushed = checks.save(StoredCheck.of(CheckKey.PUSHED), "agent");

        assertThat(administration().runNow(Actor.SYSTEM, own.id())).isTrue();
        assertThatThrownBy(() -> administration().runNow(Actor.SYSTEM, pushed.id()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("an agent reports it");
    }
}
