/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.Objects;
import org.nscacheck.engine.Engine;
import org.nscacheck.web.plugin.PluginController;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

/** Lets monitoring ask for a check as it would run a plugin, where the properties have a token for that. */
@AutoConfiguration(after = NscaCheckAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, PluginController.class})
@ConditionalOnBean(Engine.class)
@ConditionalOnProperty(name = "nscacheck.web.plugin-token")
class NscaPluginEndpointAutoConfiguration {

    @Bean
    PluginController nscaPluginController(Engine engine, NscaCheckProperties properties) {
        return new PluginController(
                engine::tryOut, Objects.requireNonNull(properties.web().pluginToken()));
    }
}
