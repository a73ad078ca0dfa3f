/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import java.util.ArrayList;
import java.util.List;
import org.nscacheck.check.CheckSource;
import org.nscacheck.engine.EngineListener;
import org.nscacheck.engine.Stores;
import org.nscacheck.sender.SenderFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one bean that makes checks run, see {@link EnableNscaChecks}. */
@Configuration(proxyBeanMethods = false)
public class NscaCheckConfiguration {

    @Bean
    NscaCheckEngine nscaCheckEngine(
            ConfigurableListableBeanFactory beans,
            Stores stores,
            NscaCheckSettings settings,
            ObjectProvider<SenderFactory> senders,
            ObjectProvider<CheckSource> sources,
            ObjectProvider<EngineListener> listeners) {
        List<CheckSource> all = new ArrayList<>(sources.orderedStream().toList());
        all.add(new AnnotatedChecks(beans, new QuartzCronParser()));
        return new NscaCheckEngine(
                stores,
                settings,
                senders.orderedStream().toList(),
                all,
                listeners.orderedStream().toList());
    }
}
