/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckTransaction;
import org.nscacheck.NscaCheck;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckSource;
import org.nscacheck.schedule.Cron;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.ClassUtils;

/**
 * Finds the methods annotated with {@link NscaCheck} on the beans of a context. Looks at types only, so that a lazy bean
 * stays lazy until its check runs; calls go through the bean's proxy.
 */
public final class AnnotatedChecks implements CheckSource {

    private static final Logger log = LoggerFactory.getLogger(AnnotatedChecks.class);
    private static final String SCOPED_TARGET = ScopedProxyUtils.getTargetBeanName("");

    private final ConfigurableListableBeanFactory beans;
    private final Cron.Parser crons;

    public AnnotatedChecks(ConfigurableListableBeanFactory beans, Cron.Parser crons) {
        this.beans = beans;
        this.crons = crons;
    }

    /** What has been found so far. */
    private static final class Found {
        private final List<CheckDefinition> definitions = new ArrayList<>();
        private final Map<String, String> originByKey = new TreeMap<>();
        private final List<String> derivedKeys = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
    }

    /** @throws InvalidChecksException with all faults of all beans */
    @Override
    public Collection<CheckDefinition> definitions() {
        Found found = new Found();
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            read(name, found);
        }
        if (!found.faults.isEmpty()) {
            throw new InvalidChecksException(found.faults);
        }
        if (!found.derivedKeys.isEmpty()) {
            log.info(
                    "NSCA-102 check keys derived from bean and method names, set keys before renaming keys={}",
                    found.derivedKeys);
        }
        return found.definitions;
    }

    private void read(String beanName, Found found) {
        Class<?> exposed = beans.getType(beanName, false);
        // A scoped proxy stands for many beans; the bean behind it is the one that has a fault.
        if (exposed == null || ScopedObject.class.isAssignableFrom(exposed)) {
            return;
        }
        Class<?> type = ClassUtils.getUserClass(targetType(beanName, exposed));
        if (!AnnotationUtils.isCandidateClass(type, NscaCheck.class)) {
            return;
        }
        Map<Method, NscaCheck> methods =
                MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<NscaCheck>)
                        method -> AnnotatedElementUtils.findMergedAnnotation(method, NscaCheck.class));
        methods.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .forEach(entry -> read(beanName, exposed, type, entry.getKey(), entry.getValue(), found));
    }

    private Class<?> targetType(String beanName, Class<?> exposed) {
        if (!SpringProxy.class.isAssignableFrom(exposed)) {
            return exposed;
        }
        Object singleton = beans.getSingleton(beanName);
        if (singleton instanceof SpringProxy) {
            return AopProxyUtils.ultimateTargetClass(singleton);
        }
        Class<?> target =
                beans.containsBeanDefinition(beanName) ? AutoProxyUtils.determineTargetClass(beans, beanName) : exposed;
        return target == null ? exposed : target;
    }

    private void read(
            String beanName, Class<?> exposed, Class<?> type, Method method, NscaCheck annotation, Found found) {
        String origin = type.getSimpleName() + "." + method.getName() + "()";
        Attributes attributes = new Attributes(origin, this::resolve, found.faults);
        requireCallable(beanName, exposed, method, attributes);
        MethodReader reader = new MethodReader(beanName, type, method, annotation, attributes);
        CheckDefinition definition = reader.read(() -> beans.getBean(beanName), crons, this::transactions);
        if (definition != null) {
            found.definitions.add(definition);
        }
        String other = found.originByKey.putIfAbsent(reader.key(), origin);
        if (other != null) {
            attributes.fault(
                    "has the key '" + reader.key() + "', which " + other + " has too: give one of them another key");
        }
        if (reader.isKeyDerived()) {
            found.derivedKeys.add(reader.key());
        }
    }

    private String resolve(String text) {
        String resolved = beans.resolveEmbeddedValue(text);
        return resolved == null ? "" : resolved;
    }

    private void requireCallable(String beanName, Class<?> exposed, Method method, Attributes attributes) {
        String scope = scope(beanName);
        if (scope != null) {
            attributes.fault("belongs to the bean '" + beanName.replace(SCOPED_TARGET, "") + "' of scope " + scope
                    + ": a check needs one bean to ask, make it a singleton");
        }
        if (Modifier.isStatic(method.getModifiers())) {
            attributes.fault("is static: a check is a method of a bean, remove 'static'");
        } else if (Modifier.isPrivate(method.getModifiers())) {
            attributes.fault("is private, so a proxy of the bean cannot be asked: make it package-private or public");
        } else if (Modifier.isFinal(method.getModifiers()) && isClassProxy(exposed)) {
            attributes.fault("is final, so the class proxy of the bean '" + beanName
                    + "' cannot pass the call on: remove 'final'");
        } else if (!isOnProxy(method, exposed)) {
            attributes.fault("cannot be called on the proxy of the bean '" + beanName
                    + "': declare it in an interface of the bean, or use class proxies (proxyTargetClass = true)");
        } else if (!method.trySetAccessible()) {
            attributes.fault("cannot be called from outside of its module: make class and method public, or open the"
                    + " package in module-info.java");
        }
    }

    /** Returns the scope if there may be more than one bean. */
    private @Nullable String scope(String beanName) {
        if (!beans.containsBeanDefinition(beanName)) {
            return null;
        }
        BeanDefinition definition = beans.getMergedBeanDefinition(beanName);
        return definition.isSingleton() ? null : definition.getScope();
    }

    private static boolean isClassProxy(Class<?> exposed) {
        return SpringProxy.class.isAssignableFrom(exposed) && !Proxy.isProxyClass(exposed);
    }

    private static boolean isOnProxy(Method method, Class<?> exposed) {
        try {
            AopUtils.selectInvocableMethod(method, exposed);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private MethodHandler.@Nullable Around transactions(CheckTransaction wanted) {
        PlatformTransactionManager manager =
                beans.getBeanProvider(PlatformTransactionManager.class).getIfUnique();
        return manager == null ? null : Transactions.around(wanted, manager);
    }
}
