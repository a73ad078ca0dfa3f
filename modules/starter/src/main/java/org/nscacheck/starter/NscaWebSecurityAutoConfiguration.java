/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.Map;
import java.util.Optional;
import org.nscacheck.admin.Permission;
import org.nscacheck.web.AccessPolicy;
import org.nscacheck.web.SignOut;
import org.nscacheck.web.security.RoleAccessPolicy;
import org.springframework.beans.factory.ObjectProvider;
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
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;

/** Who may use the screens, where the application has Spring Security and the properties name roles. */
@AutoConfiguration(after = NscaCheckAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({SecurityContextHolder.class, AccessPolicy.class})
@ConditionalOnBean(NscaCheckProperties.class)
@Conditional(NscaWebSecurityAutoConfiguration.OnRoles.class)
class NscaWebSecurityAutoConfiguration {

    /** Where people sign out, unless the properties say it: separate, because an application may have no filters. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SecurityFilterChain.class)
    static class Filters {

        @Bean
        @ConditionalOnMissingBean
        SignOut nscaSignOut(ObjectProvider<SecurityFilterChain> chains) {
            return new SessionSignOut(chains::orderedStream);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    AccessPolicy nscaAccessPolicy(NscaCheckProperties properties, ObjectProvider<SignOut> signOut) {
        String path = properties.web().signOutPath();
        Optional<String> chosen = Optional.ofNullable(path).filter(text -> !text.isEmpty());
        NscaCheckProperties.Roles roles = properties.web().roles();
        return new RoleAccessPolicy(
                Map.of(
                        Permission.VIEW, roles.view(),
                        Permission.OPERATE, roles.operate(),
                        Permission.ADMINISTER, roles.administer()),
                path == null ? signOut.getIfAvailable(() -> request -> Optional.empty()) : request -> chosen);
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
