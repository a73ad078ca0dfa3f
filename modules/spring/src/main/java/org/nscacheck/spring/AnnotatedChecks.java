/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckTransaction;
import org.nscacheck.NscaCheck;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckSource;
import org.nscacheck.schedule.Cron;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Finds the methods annotated with {@link NscaCheck} on the beans of a context. Looks at types only, so that a lazy bean
 * stays lazy until its check runs; calls go through the bean's proxy.
 */
final class AnnotatedChecks implements CheckSource {

    private final ConfigurableListableBeanFactory beans;
    private final Cron.Parser crons;

    AnnotatedChecks(ConfigurableListableBeanFactory beans, Cron.Parser crons) {
        this.beans = beans;
        this.crons = crons;
    }

    /** @throws InvalidChecksException with all faults of all beans */
    @Override
    public Collection<CheckDefinition> definitions() {
        List<String> faults = new ArrayList<>();
        Map<String, CheckDefinition> found = new TreeMap<>();
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            for (CheckDefinition definition : read(name, faults)) {
                CheckDefinition other = found.putIfAbsent(definition.key().value(), definition);
                if (other != null) {
                    faults.add(definition.origin() + " has the key '" + definition.key() + "', which " + other.origin()
                            + " has too: give one of them another key");
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidChecksException(faults);
        }
        return List.copyOf(found.values());
    }

    private List<CheckDefinition> read(String beanName, List<String> faults) {
        Class<?> exposed = beans.getType(beanName, false);
        Class<?> target = targetType(beanName, exposed);
        if (exposed == null || target == null || !AnnotationUtils.isCandidateClass(target, NscaCheck.class)) {
            return List.of();
        }
        Map<Method, NscaCheck> methods =
                MethodIntrospector.selectMethods(target, (MethodIntrospector.MetadataLookup<NscaCheck>)
                        method -> AnnotatedElementUtils.findMergedAnnotation(method, NscaCheck.class));
        List<CheckDefinition> definitions = new ArrayList<>();
        methods.forEach((method, annotation) -> {
            CheckDefinition definition = read(beanName, exposed, method, annotation, faults);
            if (definition != null) {
                definitions.add(definition);
            }
        });
        return definitions;
    }

    private @Nullable Class<?> targetType(String beanName, @Nullable Class<?> exposed) {
        if (exposed == null || !beans.containsBeanDefinition(beanName)) {
            return exposed;
        }
        Class<?> target = AutoProxyUtils.determineTargetClass(beans, beanName);
        return target == null ? exposed : target;
    }

    private @Nullable CheckDefinition read(
            String beanName, Class<?> exposed, Method method, NscaCheck annotation, List<String> faults) {
        String origin = method.getDeclaringClass().getSimpleName() + "." + method.getName() + "()";
        if (beans.containsBeanDefinition(beanName) && !beans.isSingleton(beanName)) {
            faults.add(origin + " belongs to the bean '" + beanName
                    + "', which is not a singleton: a check needs one bean" + " to ask, remove its scope");
            return null;
        }
        Method invocable;
        try {
            invocable = AopUtils.selectInvocableMethod(method, exposed);
        } catch (IllegalStateException e) {
            faults.add(origin + " cannot be called on the proxy of the bean '" + beanName
                    + "': declare it in an interface of the bean, or use class proxies (proxyTargetClass = true)");
            return null;
        }
        UnaryOperator<String> placeholders = text -> {
            String resolved = beans.resolveEmbeddedValue(text);
            return resolved == null ? "" : resolved;
        };
        return new MethodReader(beanName, method, annotation, placeholders, faults)
                .read(() -> beans.getBean(beanName), invocable, crons, this::transactions);
    }

    private AnnotatedMethod.@Nullable Around transactions(CheckTransaction wanted) {
        PlatformTransactionManager manager =
                beans.getBeanProvider(PlatformTransactionManager.class).getIfUnique();
        return manager == null ? null : Transactions.around(wanted, manager);
    }
}
