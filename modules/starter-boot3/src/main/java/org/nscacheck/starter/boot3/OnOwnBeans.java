/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.boot3;

import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/** Whether a library is held back, but the application has beans that only make sense with it. */
abstract class OnOwnBeans extends SpringBootCondition implements ConfigurationCondition {

    private final Library library;

    OnOwnBeans(Library library) {
        this.library = library;
    }

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message =
                ConditionMessage.forCondition("beans of the application for " + library.name());
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        if (beans == null || !HeldBack.contains(library, beans)) {
            return ConditionOutcome.noMatch(message.because("nothing is held back"));
        }
        List<String> found = library.beanTypes().stream()
                .filter(type -> hasBean(beans, type, context.getClassLoader()))
                .toList();
        return found.isEmpty()
                ? ConditionOutcome.noMatch(message.didNotFind("any").atAll())
                : ConditionOutcome.match(message.found("type").items(found));
    }

    private static boolean hasBean(ConfigurableListableBeanFactory beans, String type, ClassLoader loader) {
        return ClassUtils.isPresent(type, loader)
                && beans.getBeanNamesForType(ClassUtils.resolveClassName(type, loader), true, false).length > 0;
    }

    /** For Flyway. */
    static final class ForFlyway extends OnOwnBeans {
        ForFlyway() {
            super(Library.FLYWAY);
        }
    }

    /** For Thymeleaf. */
    static final class ForThymeleaf extends OnOwnBeans {
        ForThymeleaf() {
            super(Library.THYMELEAF);
        }
    }
}
