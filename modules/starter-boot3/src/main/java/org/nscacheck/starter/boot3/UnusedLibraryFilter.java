/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.boot3;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.ResourcePatternUtils;

/**
 * Holds back what Spring Boot would do with a {@link Library} that only we use: the application has neither properties nor
 * files for it. Which beans the application has is not known yet; the auto-configurations of {@link OnOwnBeans} look later.
 */
final class UnusedLibraryFilter
        implements AutoConfigurationImportFilter, BeanFactoryAware, EnvironmentAware, ResourceLoaderAware {

    private static final Logger log = LoggerFactory.getLogger(UnusedLibraryFilter.class);

    /** Its defaults for developers are nobody's wish. */
    private static final String DEVTOOLS = "devtools";

    private @Nullable ConfigurableListableBeanFactory beans;
    private @Nullable Environment environment;
    private @Nullable ResourceLoader resources;

    /** A class alone is what one of the auto-configurations imports; in that way ours bring the library back. */
    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            matches[i] = candidates.length == 1 || !isHeldBack(candidates[i]);
        }
        return matches;
    }

    private boolean isHeldBack(@Nullable String candidate) {
        for (Library library : Library.ALL) {
            if (library.autoConfiguration().equals(candidate) && !hasProperties(library) && !hasFiles(library)) {
                log.debug("the application does not seem to use {}: held back {}", library.name(), candidate);
                if (beans != null) {
                    HeldBack.add(library, beans);
                }
                return true;
            }
        }
        return false;
    }

    private boolean hasProperties(Library library) {
        ConfigurationPropertyName name = ConfigurationPropertyName.of(library.properties());
        if (environment != null) {
            for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
                if (source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT && !isOfDevtools(source)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOfDevtools(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> known
                && known.getName().equals(DEVTOOLS);
    }

    private boolean hasFiles(Library library) {
        try {
            return ResourcePatternUtils.getResourcePatternResolver(resources).getResources(library.files()).length > 0;
        } catch (IOException e) {
            log.debug("cannot look for {}", library.files(), e);
            return true;
        }
    }

    @Override
    public void setBeanFactory(BeanFactory factory) {
        this.beans = factory instanceof ConfigurableListableBeanFactory known ? known : null;
    }

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void setResourceLoader(ResourceLoader resources) {
        this.resources = resources;
    }
}
