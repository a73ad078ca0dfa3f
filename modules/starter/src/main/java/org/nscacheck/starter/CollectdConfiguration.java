/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.nscacheck.collectd.DataSets;
import org.nscacheck.collectd.ExecProducer;
import org.nscacheck.collectd.ValueCache;
import org.nscacheck.collectd.ValueIntake;
import org.nscacheck.collectd.ValueStates;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.engine.Stores;
import org.nscacheck.plugin.PluginFolders;
import org.nscacheck.push.AdministeredServices;
import org.nscacheck.push.AnnouncedAlerts;
import org.nscacheck.push.PushReceiver;
import org.nscacheck.push.PushStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What comes by collectd's protocols. Listens to nothing unless properties say so. */
@Configuration(proxyBeanMethods = false)
class CollectdConfiguration {

    private static final int MOST_VALUES = 10_000;

    /** @param pushes is there if values of collectd are services */
    @Bean
    CollectdListeners nscaCollectdListeners(
            NscaCheckProperties properties,
            EngineSettings settings,
            Stores stores,
            ObjectProvider<PushStore> pushes,
            ObjectProvider<Engine> engine) {
        CollectdProperties collectd = properties.collectd();
        DataSets types = collectd.types();
        ValueStates states = new ValueStates(types);
        ValueIntake intake =
                new ValueIntake(intake(properties, stores, pushes, engine::getObject), MOST_VALUES, System::nanoTime);
        CollectdEvents events = new CollectdEvents(
                () -> engine.getObject().alerts(),
                settings.hostName(),
                new ValueCache(types, InstantSource.system(), MOST_VALUES),
                new CollectdEvents.Judged(
                        collectd.patterns(), states, intake, new CollectdThresholds(engine::getObject, states)));
        List<ExecProducer.Program> programs = programs(properties);
        return new CollectdListeners(collectd, events, intake, () -> programs.stream()
                .map(program -> new ExecProducer(
                        program,
                        new ExecProducer.Place(
                                properties.plugins().allowed(),
                                properties.plugins().running(),
                                settings.hostName()),
                        types,
                        events,
                        System::nanoTime))
                .toList());
    }

    private static List<ExecProducer.Program> programs(NscaCheckProperties properties) {
        PluginFolders folders = properties.plugins().allowed();
        return properties.collectd().programs().entrySet().stream()
                .map(program -> program.getValue().named(program.getKey(), folders))
                .toList();
    }

    private static ValueIntake.Store intake(
            NscaCheckProperties properties, Stores stores, ObjectProvider<PushStore> pushes, Supplier<Engine> engine) {
        if (properties.collectd().patterns().isEmpty()) {
            return (host, values) -> {};
        }
        PushReceiver receiver = new PushReceiver(
                pushes.getObject(),
                properties.overc().settings(properties.retention()),
                new AdministeredServices(() -> engine.get().administration(), stores.checks()),
                results -> engine.get().record(results),
                new AnnouncedAlerts(() -> engine.get().alerts()),
                System::nanoTime);
        return (host, values) -> receiver.reportTrusted(host, "collectd", values);
    }
}
