/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.nagios.CommandFileSenderFactory;
import org.nscacheck.nscang.NscaNgSenderFactory;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.token.Tokens;
import org.nscacheck.web.AccessPolicy;
import org.nscacheck.web.CollectingNotifierFactory;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The REST API without a server, over a real database and a running engine, with a token of each scope. */
final class RunningApi implements AutoCloseable {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final NscaDatabase nsca = NscaDatabase.open(
            database.pool(), NscaDatabase.Settings.of(SecretCipher.of("k", Map.of("k", new byte[32]))));
    private final Map<Permission, String> tokens = new EnumMap<>(Permission.class);
    private final CollectingNotifierFactory people = new CollectingNotifierFactory();
    private final Engine engine;
    private final MockMvc mvc;

    /** @param signedIn who is signed in, or null if only tokens open anything */
    RunningApi(List<CheckDefinition> checks, @Nullable AccessPolicy signedIn) {
        engine = new Engine(
                nsca.stores(),
                EngineSettings.of("shop-1"),
                new QuartzClockwork(),
                List.of(new NscaNgSenderFactory(), new CommandFileSenderFactory(), people),
                List.of(() -> checks));
        engine.start();
        Tokens store = new Tokens(nsca.tokens());
        Actor anna = new Actor("anna", Permission.ADMINISTER);
        for (Permission scope : Permission.values()) {
            tokens.put(
                    scope,
                    store.create(anna, scope.name(), scope, Duration.ofDays(1)).text());
        }
        Api api = new Api(
                new Api.Services(
                        engine::overview,
                        engine::administration,
                        engine::policies,
                        engine::alerts,
                        engine::deliveries,
                        engine.senders(),
                        engine::tryOut,
                        engine::configurations),
                store,
                signedIn);
        mvc = MockMvcBuilders.standaloneSetup(
                        new ChecksResource(api),
                        new ConfigurationResource(api),
                        new CheckChangesResource(api),
                        new DeliveriesResource(api),
                        new MethodsResource(api),
                        new NotificationsResource(api),
                        new NotifiersResource(api),
                        new OpenApiResource(api),
                        new PoliciesResource(api),
                        new ServersResource(api),
                        new TokensResource(api))
                .alwaysDo(new DescribedAnswers())
                .build();
    }

    NscaDatabase nsca() {
        return nsca;
    }

    Engine engine() {
        return engine;
    }

    MockMvc mvc() {
        return mvc;
    }

    /** Returns the header that a program sends with the token of a scope. */
    String bearer(Permission scope) {
        return "Bearer " + tokens.get(scope);
    }

    /** Returns the answer to a request without a token. */
    MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }

    /** Returns the answer to a request with the token of a scope. */
    MockHttpServletResponse as(Permission scope, MockHttpServletRequestBuilder request) throws Exception {
        return answer(request.header("Authorization", bearer(scope)));
    }

    /** Returns the id of a check. */
    String id(String name) {
        return nsca.stores().checks().findAll().stream()
                .filter(check -> check.name().equals(name))
                .map(StoredCheck::id)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    @Override
    public void close() {
        engine.stop();
        nsca.close();
        database.close();
    }
}
