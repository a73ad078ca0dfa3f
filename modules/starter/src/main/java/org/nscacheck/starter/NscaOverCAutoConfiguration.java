/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.nscacheck.engine.Engine;
import org.nscacheck.engine.Stores;
import org.nscacheck.push.AdministeredServices;
import org.nscacheck.push.AgentAdministration;
import org.nscacheck.push.AnnouncedAlerts;
import org.nscacheck.push.PushReceiver;
import org.nscacheck.push.PushStore;
import org.nscacheck.push.PushedChecks;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.web.AccessPolicy;
import org.nscacheck.web.overc.OverCAnswers;
import org.nscacheck.web.overc.OverCController;
import org.nscacheck.web.overc.OverCStatusController;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.web.servlet.DispatcherServlet;

/** Takes what agents push, and values of collectd as if agents had pushed them, where the properties say so. */
@AutoConfiguration(after = {NscaCheckAutoConfiguration.class, NscaWebSecurityAutoConfiguration.class})
@ConditionalOnBean(NscaDatabase.class)
@Conditional(NscaOverCAutoConfiguration.Wanted.class)
class NscaOverCAutoConfiguration {

    /** Either way in needs the services. */
    static final class Wanted extends AnyNestedCondition {

        Wanted() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBooleanProperty(name = "nscacheck.overc.enabled")
        static class Agents {}

        /** A list may be written as one property or as several. */
        @Conditional(CollectdValues.class)
        static class Values {}
    }

    /** Whether values of collectd are services. */
    static final class CollectdValues implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Binder.get(context.getEnvironment())
                    .bind("nscacheck.collectd.values", Bindable.listOf(String.class))
                    .map(patterns -> !patterns.isEmpty())
                    .orElse(false);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    PushStore nscaPushStore(NscaDatabase database) {
        return database.pushes();
    }

    /** On each node, also on those that serve no requests: whichever comes first says that an agent is silent. */
    @Bean
    PushedChecks nscaPushedChecks(PushStore store, NscaCheckProperties properties) {
        return new PushedChecks(store, properties.overc().settings(properties.retention()));
    }

    @Bean
    AgentAdministration nscaAgentAdministration(PushStore store, ObjectProvider<Engine> engine) {
        return new AgentAdministration(store, () -> engine.getObject().administration());
    }

    /** Separate, because there are no requests without a web server. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "nscacheck.overc.enabled")
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(DispatcherServlet.class)
    static class Requests {

        @Bean
        OverCController nscaOverCController(
                PushStore store, Stores stores, Engine engine, NscaCheckProperties properties) {
            PushReceiver receiver = new PushReceiver(
                    store,
                    properties.overc().settings(properties.retention()),
                    new AdministeredServices(engine::administration, stores.checks()),
                    engine::record,
                    new AnnouncedAlerts(engine::alerts),
                    System::nanoTime);
            return new OverCController(receiver, properties.overc().limits());
        }

        @Bean
        @ConditionalOnBean(AccessPolicy.class)
        OverCStatusController nscaOverCStatusController(
                PushStore store, Stores stores, Engine engine, AgentAdministration agents, AccessPolicy policy) {
            return new OverCStatusController(new OverCAnswers(store, stores, agents, engine::administration), policy);
        }
    }
}
