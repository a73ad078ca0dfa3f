/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.Map;
import org.nscacheck.admin.Permission;
import org.nscacheck.web.AccessPolicy;
import org.nscacheck.web.security.RoleAccessPolicy;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who may use the screens, where the application has Spring Security and the properties name roles. */
@AutoConfiguration(after = NscaCheckAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({SecurityContextHolder.class, AccessPolicy.class})
@ConditionalOnBean(NscaCheckProperties.class)
@Conditional(NscaWebSecurityAutoConfiguration.OnRoles.class)
class NscaWebSecurityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AccessPolicy nscaAccessPolicy(NscaCheckProperties properties) {
        NscaCheckProperties.Roles roles = properties.web().roles();
        return new RoleAccessPolicy(Map.of(
                Permission.VIEW, roles.view(),
                Permission.OPERATE, roles.operate(),
                Permission.ADMINISTER, roles.administer()));
    }

    /** Whether any authority is given a permission. */
    static class OnRoles implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Binder.get(context.getEnvironment())
                    .bind("nscacheck.web.roles", NscaCheckProperties.Roles.class)
                    .map(roles -> !roles.isEmpty())
                    .orElse(false);
        }
    }
}
