/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.Set;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;

/**
 * Beans that nobody asks for, and that are made at start even where {@code spring.main.lazy-initialization} is set: they say
 * or find out something. The engine needs no mention, because Spring Boot leaves out what waits for all beans to be ready.
 */
final class EagerBeans implements LazyInitializationExcludeFilter {

    private static final Set<String> NAMES = Set.of("nscaServerLockCheck", "nscaScreens", "nscaScreensNotice");

    @Override
    public boolean isExcluded(String name, BeanDefinition definition, Class<?> type) {
        return NAMES.contains(name);
    }
}
