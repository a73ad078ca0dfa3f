/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import java.util.ArrayList;
import java.util.List;
import org.nscacheck.check.CheckSource;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineListener;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.engine.Stores;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.schedule.Clockwork;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.spring.annotation.AnnotatedChecks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine and its life in the context, see {@link EnableNscaChecks}. */
@Configuration(proxyBeanMethods = false)
public class NscaCheckConfiguration {

    /** Closed with the context, also where that did not come as far as to be started. */
    @Bean
    Engine nscaCheckEngine(
            ConfigurableListableBeanFactory beans,
            Stores stores,
            EngineSettings settings,
            ObjectProvider<Clockwork> clockwork,
            ObjectProvider<SenderFactory> senders,
            ObjectProvider<CheckSource> sources,
            ObjectProvider<EngineListener> listeners) {
        Clockwork clock = clockwork.getIfAvailable(QuartzClockwork::new);
        List<CheckSource> all = new ArrayList<>(sources.orderedStream().toList());
        all.add(new AnnotatedChecks(beans, clock.cronParser()));
        return new Engine(
                stores,
                settings,
                clock,
                senders.orderedStream().toList(),
                all,
                listeners.orderedStream().toList());
    }

    @Bean
    EngineLifecycle nscaCheckEngineLifecycle(Engine engine) {
        return new EngineLifecycle(engine);
    }
}
