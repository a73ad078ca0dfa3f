/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.nscacheck.admin.Alerts;
import org.nscacheck.collectd.CollectdPeer;
import org.nscacheck.collectd.DataSets;
import org.nscacheck.collectd.EffectiveThreshold;
import org.nscacheck.collectd.FlushRequest;
import org.nscacheck.collectd.KnownValue;
import org.nscacheck.collectd.ValueCache;
import org.nscacheck.collectd.ValueList;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;

/**
 * Hands notifications that come by collectd's protocols to the routes, and remembers values for whoever asks for them. Thread-safe.
 */
final class CollectdEvents implements CollectdPeer {

    private static final int MOST_VALUES = 10_000;

    private final Supplier<Alerts> alerts;
    private final String host;
    private final ValueCache cache;

    /**
     * @param alerts may throw while the application starts
     * @param host stands for one that is left empty
     */
    CollectdEvents(Supplier<Alerts> alerts, String host, DataSets types, InstantSource clock) {
        this.alerts = alerts;
        this.host = host;
        this.cache = new ValueCache(types, clock, MOST_VALUES);
    }

    @Override
    public void notification(Notification told) {
        Map<String, Object> facts = new LinkedHashMap<>(told.metadata());
        Instant at = told.at();
        facts.putIfAbsent("time", at.toString());
        alerts.get().observe(named(told.identity()), told.severity(), told.text(), facts);
    }

    private Identity named(Identity about) {
        return about.host().isEmpty()
                ? new Identity(host, about.plugin(), about.pluginInstance(), about.type(), about.typeInstance())
                : about;
    }

    @Override
    public void values(ValueList list) {
        cache.update(list);
    }

    @Override
    public Optional<EffectiveThreshold> threshold(Identity identity) {
        return Optional.empty();
    }

    @Override
    public List<KnownValue> values() {
        return cache.values();
    }

    @Override
    public void flush(FlushRequest request) {
        // Nothing is held back.
    }
}
