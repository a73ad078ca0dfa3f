/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.NativeDetector;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/** Stops the start of a native image, before beans are made that would fail in it one by one and with other words. */
final class NativeImageRefusal implements BeanFactoryPostProcessor, PriorityOrdered {

    private final boolean nativeImage;

    NativeImageRefusal() {
        this(NativeDetector.inNativeImage());
    }

    NativeImageRefusal(boolean nativeImage) {
        this.nativeImage = nativeImage;
    }

    /** @throws NativeImageException in a native image */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (nativeImage) {
            throw new NativeImageException();
        }
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
