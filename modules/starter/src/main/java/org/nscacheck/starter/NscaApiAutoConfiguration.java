/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.nscacheck.engine.Engine;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.token.Tokens;
import org.nscacheck.web.AccessPolicy;
import org.nscacheck.web.api.Api;
import org.nscacheck.web.api.CheckChangesResource;
import org.nscacheck.web.api.ChecksResource;
import org.nscacheck.web.api.ConfigurationResource;
import org.nscacheck.web.api.DeliveriesResource;
import org.nscacheck.web.api.MethodsResource;
import org.nscacheck.web.api.NotificationsResource;
import org.nscacheck.web.api.NotifiersResource;
import org.nscacheck.web.api.OpenApiResource;
import org.nscacheck.web.api.PoliciesResource;
import org.nscacheck.web.api.ServersResource;
import org.nscacheck.web.api.TokensResource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

/** Mounts the REST API where the properties say so; it opens nothing without a token or somebody who is signed in. */
@AutoConfiguration(after = NscaWebSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, Api.class})
@ConditionalOnBean({Engine.class, NscaDatabase.class})
@ConditionalOnBooleanProperty(name = "nscacheck.api.enabled")
class NscaApiAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Tokens nscaTokens(NscaDatabase database) {
        return new Tokens(database.tokens());
    }

    @Bean
    @ConditionalOnMissingBean
    Api nscaApi(Engine engine, Tokens tokens, ObjectProvider<AccessPolicy> policy) {
        return new Api(
                new Api.Services(
                        engine::overview,
                        engine::administration,
                        engine::policies,
                        engine::alerts,
                        engine::deliveries,
                        engine.senders(),
                        engine::tryOut,
                        engine::configurations),
                tokens,
                policy.getIfAvailable());
    }

    @Bean
    ChecksResource nscaChecksResource(Api api) {
        return new ChecksResource(api);
    }

    @Bean
    CheckChangesResource nscaCheckChangesResource(Api api) {
        return new CheckChangesResource(api);
    }

    @Bean
    DeliveriesResource nscaDeliveriesResource(Api api) {
        return new DeliveriesResource(api);
    }

    @Bean
    ConfigurationResource nscaConfigurationResource(Api api) {
        return new ConfigurationResource(api);
    }

    @Bean
    MethodsResource nscaMethodsResource(Api api) {
        return new MethodsResource(api);
    }

    @Bean
    NotificationsResource nscaNotificationsResource(Api api) {
        return new NotificationsResource(api);
    }

    @Bean
    NotifiersResource nscaNotifiersResource(Api api) {
        return new NotifiersResource(api);
    }

    @Bean
    OpenApiResource nscaOpenApiResource(Api api) {
        return new OpenApiResource(api);
    }

    @Bean
    PoliciesResource nscaPoliciesResource(Api api) {
        return new PoliciesResource(api);
    }

    @Bean
    ServersResource nscaServersResource(Api api) {
        return new ServersResource(api);
    }

    @Bean
    TokensResource nscaTokensResource(Api api) {
        return new TokensResource(api);
    }
}
