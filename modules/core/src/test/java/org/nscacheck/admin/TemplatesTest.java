/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.RefusedException;
import org.nscacheck.Status;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.DueList.ScheduledCheck;
import org.nscacheck.check.FakeCheckStore;
import org.nscacheck.check.Parameter;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.check.TestRules;
import org.nscacheck.delivery.Environment;
import org.nscacheck.delivery.EnvironmentStore;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.schedule.Spread;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.Target;
import org.nscacheck.server.TestServers;

/** Definitions of which people make as many checks as they want, and checks of the host itself. */
class TemplatesTest {

    private static final CheckKey KEY = new CheckKey("any.plugin");

    private final FakeCheckStore checks = new FakeCheckStore();
    private final ServerStore servers = TestServers.store();
    private final Server server = servers.save(TestServers.server("nagios"), SecretChange.KEEP);

    private static final EnvironmentStore ENVIRONMENT = new EnvironmentStore() {
        @Override
        public Environment environment() {
            return new Environment("a", "a");
        }

        @Override
        public int confirm(AuditNote note) {
            return 0;
        }
    };

    /** Takes no word but good ones. */
    private static final CheckHandler HANDLER = new CheckHandler() {
        @Override
        public CheckResult run(CheckContext context) {
            return CheckResult.of(0, "OK");
        }

        @Override
        public void require(Map<String, String> arguments) {
            if (!arguments.get("word").equals("good")) {
                throw new RefusedException("parameter 'word': '" + arguments.get("word") + "' is not good");
            }
        }
    };

    private static CheckDefinition.Builder definition(CheckKey key) {
        return CheckDefinition.builder(key, HANDLER)
                .parameters(List.of(
                        new Parameter("word", String.class, null, null, null, List.of(), ""),
                        new Parameter("host", boolean.class, "false", null, null, List.of(), "")))
                .ofHostIf("host")
                .template(true)
                .defaults(CheckSettings.builder()
                        .service("Plugin")
                        .schedule(ScheduleSpec.every("1m"))
                        .build());
    }

    private Administration administration(CheckDefinition... definitions) {
        CheckCatalog catalog = new CheckCatalog(List.of(definitions));
        CheckResolver resolver = new CheckResolver(
                new ScheduleSpec.Reader(
                        expression -> {
                            throw new IllegalArgumentException("no cron here");
                        },
                        ZoneOffset.UTC),
                new CheckResolver.Defaults(Spread.DEFAULT_LIMIT, Status.CRITICAL, Status.CRITICAL, "node-1"));
        return new Administration(
                servers,
                checks,
                checks,
                TestRules.noPolicies(),
                catalog,
                resolver,
                new SenderFactories(List.of()),
                ENVIRONMENT,
                new Planner(servers, checks, checks, catalog, resolver, TestRules.none(), "node-1", () -> {}));
    }

    private static StoredCheck check(String name, String... arguments) {
        CheckSettings.Builder settings = CheckSettings.builder().service(name);
        if (arguments.length > 0) {
            settings.arguments(Map.of("word", arguments[0], "host", arguments.length > 1 ? arguments[1] : "false"));
        }
        return new StoredCheck(CheckId.random(), KEY, name, settings.build(), null, 0);
    }

    private List<Target> targets(StoredCheck check) {
        return checks.scheduledChecks.stream()
                .map(ScheduledCheck::check)
                .filter(scheduled -> scheduled.id().equals(check.id()))
                .reduce((first, later) -> later)
                .orElseThrow()
                .destinations()
                .stream()
                .map(destination -> destination.target())
                .toList();
    }

    @Test
    void makesNoCheckOfATemplateButSchedulesThoseThatPeopleMade() {
        Administration administration = administration(definition(KEY).build());
        administration.seed(List.of(), List.of());
        assertThat(checks.findAll()).isEmpty();

        administration.saveCheck(Actor.SYSTEM, check("one", "good"));
        administration.saveCheck(Actor.SYSTEM, check("two", "good"));
        checks.scheduledChecks.clear();
        administration(definition(KEY).build()).seed(List.of(), List.of());

        assertThat(checks.scheduledChecks)
                .extracting(scheduled -> scheduled.check().name())
                .containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void makesTheOneCheckOfATemplateThatPropertiesDescribe() {
        CheckSettings declared =
                CheckSettings.builder().arguments(Map.of("word", "good")).build();

        administration(definition(KEY).build()).seed(List.of(), List.of(StoredCheck.of(KEY, declared)));

        assertThat(checks.findAll()).singleElement().satisfies(check -> assertThat(check.settings())
                .isEqualTo(declared));
    }

    @Test
    void takesTwoTemplatesOfOneServiceForNoFault() {
        administration(
                        definition(KEY).build(),
                        definition(new CheckKey("other.plugin")).build())
                .seed(List.of(), List.of());

        assertThat(checks.findAll()).isEmpty();
    }

    @Test
    void asksTheHandlerBeforeACheckIsSavedThatWillRun() {
        Administration administration = administration(definition(KEY).build());

        assertThatThrownBy(() -> administration.saveCheck(Actor.SYSTEM, check("bad", "bad")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("parameter 'word': 'bad' is not good");
        assertThat(checks.findAll()).isEmpty();
        StoredCheck waiting = check("waiting");
        administration.saveCheck(
                Actor.SYSTEM,
                waiting.with(waiting.settings().toBuilder().active(false).build()));
        assertThat(checks.findAll()).hasSize(1);
    }

    @Test
    void reportsTheHostItselfIfItsParameterSaysSo() {
        Administration administration = administration(definition(KEY).build());
        StoredCheck host = administration.saveCheck(Actor.SYSTEM, check("host", "good", "true"));
        StoredCheck service = administration.saveCheck(Actor.SYSTEM, check("service", "good", "false"));

        assertThat(targets(host)).containsExactly(Target.host(server.hostName()));
        assertThat(targets(service)).containsExactly(Target.service(server.hostName(), "service"));
        assertThatThrownBy(() -> administration.saveCheck(Actor.SYSTEM, check("second", "good", "true")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("'host' and 'second' would both report as " + server.hostName());
    }

    private static CheckDefinition ofHost(String key) {
        return definition(new CheckKey(key))
                .template(false)
                .parameters(List.of(new Parameter("host", boolean.class, "true", null, null, List.of(), "")))
                .build();
    }

    @Test
    void tellsAHostFromAServiceOfTheSameDefault() {
        CheckDefinition ofHost = ofHost("host");
        CheckDefinition ofService = CheckDefinition.of(
                new CheckKey("service"), "Plugin", ScheduleSpec.every("1m"), context -> CheckResult.of(0, "OK"));
        administration(ofHost, ofService).seed(List.of(), List.of());

        assertThat(checks.findAll()).hasSize(2);
        assertThat(ofHost.toBuilder().build()).isEqualTo(ofHost);
        CheckDefinition second = ofHost("second");
        assertThatThrownBy(() -> administration(ofHost, second).seed(List.of(), List.of()))
                .isInstanceOf(FaultyConfigurationException.class)
                .hasMessageContaining("both report as the host itself");
    }

    @Test
    void refusesADefinitionThatHasNoSuchParameter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> definition(KEY).ofHostIf("word").build())
                .withMessageContaining("has no boolean parameter 'word'");
    }
}
