/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.nagios.CommandFileSenderFactory;
import org.nscacheck.nagios.CommandNotifierFactory;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.nscang.NscaNgSenderFactory;
import org.nscacheck.push.AgentAdministration;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.sender.Purpose;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.token.Tokens;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The pages without a browser, over a real database and a running engine. Not thread-safe. */
final class RunningScreens implements AutoCloseable {

    /** Who sends the requests from now on. */
    String user = "anna";

    /** What that person may do from now on. */
    Permission permission = Permission.ADMINISTER;

    /** Who is let in from now on; it knows {@link #user} and {@link #permission}, unless a test sets another one. */
    AccessPolicy policy = request -> new Actor(user, permission);

    private final CollectingNotifierFactory people = new CollectingNotifierFactory();
    private final TestDatabase database;
    private final NscaDatabase nsca;
    private final Engine engine;
    private final MockMvc mvc;

    private RunningScreens(Collection<CheckDefinition> definitions) throws Exception {
        database = TestPostgres.shared().newDatabase();
        nsca = NscaDatabase.open(
                database.pool(),
                new NscaDatabase.Settings(
                        "nscacheck",
                        NscaDatabase.SchemaMode.MIGRATE,
                        SecretCipher.of("k", Map.of("k", new byte[32])),
                        "production",
                        3));
        engine = new Engine(
                nsca.stores(),
                EngineSettings.of("shop-1"),
                new QuartzClockwork(),
                List.of(
                        new NscaSenderFactory(
                                Files.createTempDirectory("nscacheck-web-"),
                                SenderLimits.USUAL.withConfigurations(
                                        List.of(Path.of(System.getProperty("java.io.tmpdir"))))),
                        new NscaNgSenderFactory(),
                        new CommandFileSenderFactory(),
                        new CommandNotifierFactory(),
                        people),
                List.of(() -> List.copyOf(definitions)));
        engine.prepare();
        engine.start();
        mvc = mvc();
    }

    /** Starts an application with these checks. */
    static RunningScreens with(Collection<CheckDefinition> definitions) throws Exception {
        return new RunningScreens(definitions);
    }

    private MockMvc mvc() {
        GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
        context.refresh();
        Screens screens = new Screens(
                new Screens.Parts(
                        new Screens.Services(
                                engine::overview,
                                engine::administration,
                                engine::policies,
                                engine::alerts,
                                engine::activity,
                                engine::tryOuts,
                                engine::deliveries,
                                engine::configurations),
                        engine.senders(),
                        new AccessPolicy() {
                            @Override
                            public Actor actor(HttpServletRequest request) {
                                return policy.actor(request);
                            }

                            @Override
                            public Optional<String> signOut(HttpServletRequest request) {
                                return policy.signOut(request);
                            }
                        },
                        "/nscacheck",
                        ZoneOffset.UTC,
                        new AgentAdministration(nsca.pushes(), engine::administration),
                        InstantSource.system(),
                        new Tokens(nsca.tokens())),
                context);
        return MockMvcBuilders.standaloneSetup(
                        new HomeController(screens),
                        new CheckListController(screens),
                        new ChecksController(screens),
                        new TryOutController(screens),
                        new ServersController(screens),
                        new NotifiersController(screens),
                        new NotificationsController(screens),
                        new PoliciesController(screens),
                        new ActivityController(screens),
                        new DeliveryController(screens),
                        new RunController(screens),
                        new ConfigurationController(screens),
                        new DefinitionsController(screens),
                        new TokensController(screens),
                        new AgentsController(screens),
                        new ValuesController(screens),
                        new RuleTrialController(screens),
                        new AssetsController(screens))
                .build();
    }

    NscaDatabase nsca() {
        return nsca;
    }

    Engine engine() {
        return engine;
    }

    /** Returns what was told by notifiers of the kind {@link CollectingNotifierFactory#KIND}. */
    CollectingNotifierFactory people() {
        return people;
    }

    /** Returns the kinds of servers that a form can be opened for. */
    List<String> kinds() {
        return engine.senders().all().stream()
                .filter(factory -> factory.purpose() == Purpose.RESULTS)
                .map(SenderFactory::kind)
                .toList();
    }

    DataSource dataSource() {
        return database.pool();
    }

    /** Returns what answers which requests, as the framework knows it. */
    Map<RequestMappingInfo, HandlerMethod> routes() {
        return Objects.requireNonNull(mvc.getDispatcherServlet().getWebApplicationContext())
                .getBean(RequestMappingHandlerMapping.class)
                .getHandlerMethods();
    }

    MockHttpServletResponse answer(RequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }

    @Override
    public void close() {
        engine.stop();
        nsca.close();
        database.close();
    }
}
