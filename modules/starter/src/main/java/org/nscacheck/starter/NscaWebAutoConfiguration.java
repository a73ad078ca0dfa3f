/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import org.nscacheck.engine.Engine;
import org.nscacheck.push.AgentAdministration;
import org.nscacheck.token.Tokens;
import org.nscacheck.web.AccessPolicy;
import org.nscacheck.web.ActivityController;
import org.nscacheck.web.AgentsController;
import org.nscacheck.web.AssetsController;
import org.nscacheck.web.CheckListController;
import org.nscacheck.web.ChecksController;
import org.nscacheck.web.ConfigurationController;
import org.nscacheck.web.DefinitionsController;
import org.nscacheck.web.DeliveryController;
import org.nscacheck.web.HomeController;
import org.nscacheck.web.NotificationsController;
import org.nscacheck.web.NotifiersController;
import org.nscacheck.web.PoliciesController;
import org.nscacheck.web.RuleTrialController;
import org.nscacheck.web.RunController;
import org.nscacheck.web.Screens;
import org.nscacheck.web.ServersController;
import org.nscacheck.web.TokensController;
import org.nscacheck.web.TryOutController;
import org.nscacheck.web.ValuesController;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Mounts the screens in a servlet application in which somebody may use them: by Spring Security and the roles in the
 * properties, or by a bean of type {@link AccessPolicy}. Without that there are none, and a line in the log says how to get
 * them.
 */
@AutoConfiguration(after = {NscaWebSecurityAutoConfiguration.class, NscaOverCAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, Screens.class})
@ConditionalOnBean(Engine.class)
@ConditionalOnBooleanProperty(name = "nscacheck.web.enabled", matchIfMissing = true)
class NscaWebAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(AccessPolicy.class)
    static class Mounted {

        @Bean
        @ConditionalOnMissingBean
        Screens nscaScreens(
                Engine engine,
                AccessPolicy policy,
                NscaCheckProperties properties,
                ObjectProvider<AgentAdministration> agents,
                ObjectProvider<Tokens> tokens,
                ApplicationContext context) {
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
                            policy,
                            properties.web().basePath(),
                            Objects.requireNonNullElseGet(properties.zone(), ZoneId::systemDefault),
                            agents.getIfAvailable(),
                            InstantSource.system(),
                            tokens.getIfAvailable()),
                    context);
            ScreensNotice.mounted(properties.web().basePath());
            return screens;
        }

        @Bean
        HomeController nscaHomeController(Screens screens) {
            return new HomeController(screens);
        }

        @Bean
        CheckListController nscaCheckListController(Screens screens) {
            return new CheckListController(screens);
        }

        @Bean
        ChecksController nscaChecksController(Screens screens) {
            return new ChecksController(screens);
        }

        @Bean
        TryOutController nscaTryOutController(Screens screens) {
            return new TryOutController(screens);
        }

        @Bean
        ServersController nscaServersController(Screens screens) {
            return new ServersController(screens);
        }

        @Bean
        NotifiersController nscaNotifiersController(Screens screens) {
            return new NotifiersController(screens);
        }

        @Bean
        NotificationsController nscaNotificationsController(Screens screens) {
            return new NotificationsController(screens);
        }

        @Bean
        ActivityController nscaActivityController(Screens screens) {
            return new ActivityController(screens);
        }

        @Bean
        DeliveryController nscaDeliveryController(Screens screens) {
            return new DeliveryController(screens);
        }

        @Bean
        RunController nscaRunController(Screens screens) {
            return new RunController(screens);
        }

        @Bean
        ConfigurationController nscaConfigurationController(Screens screens) {
            return new ConfigurationController(screens);
        }

        @Bean
        DefinitionsController nscaDefinitionsController(Screens screens) {
            return new DefinitionsController(screens);
        }

        @Bean
        PoliciesController nscaPoliciesController(Screens screens) {
            return new PoliciesController(screens);
        }

        @Bean
        TokensController nscaTokensController(Screens screens) {
            return new TokensController(screens);
        }

        @Bean
        ValuesController nscaValuesController(Screens screens) {
            return new ValuesController(screens);
        }

        @Bean
        RuleTrialController nscaRuleTrialController(Screens screens) {
            return new RuleTrialController(screens);
        }

        @Bean
        AgentsController nscaAgentsController(Screens screens) {
            return new AgentsController(screens);
        }

        @Bean
        AssetsController nscaAssetsController(Screens screens) {
            return new AssetsController(screens);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(AccessPolicy.class)
    static class NotMounted {

        @Bean
        ScreensNotice nscaScreensNotice(ApplicationContext context) {
            return ScreensNotice.notMounted(ClassUtils.isPresent(
                    "org.springframework.security.core.context.SecurityContextHolder", context.getClassLoader()));
        }
    }
}
