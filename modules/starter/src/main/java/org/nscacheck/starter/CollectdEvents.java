/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Alerts;
import org.nscacheck.collectd.CollectdPeer;
import org.nscacheck.collectd.EffectiveThreshold;
import org.nscacheck.collectd.FlushRequest;
import org.nscacheck.collectd.IdentityPatterns;
import org.nscacheck.collectd.KnownValue;
import org.nscacheck.collectd.ValueCache;
import org.nscacheck.collectd.ValueIntake;
import org.nscacheck.collectd.ValueList;
import org.nscacheck.collectd.ValueStates;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;

/**
 * Hands notifications that come by collectd's protocols to the routes, and remembers values for whoever asks for them. Thread-safe.
 */
final class CollectdEvents implements CollectdPeer {

    private final Supplier<Alerts> alerts;
    private final String host;
    private final ValueCache cache;
    private final Judged judged;

    /**
     * What becomes of values beside that they are remembered.
     *
     * @param patterns which ones are services here
     * @param states makes their states
     * @param intake takes the states
     * @param thresholds finds the rules that judge them
     */
    record Judged(IdentityPatterns patterns, ValueStates states, ValueIntake intake, CollectdThresholds thresholds) {}

    /**
     * @param alerts may throw while the application starts
     * @param host stands for one that is left empty
     */
    CollectdEvents(Supplier<Alerts> alerts, String host, ValueCache cache, Judged judged) {
        this.alerts = alerts;
        this.host = host;
        this.cache = cache;
        this.judged = judged;
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
    public void values(ValueList came) {
        ValueList list = new ValueList(named(came.identity()), came.time(), came.spacing(), came.values());
        cache.update(list)
                .filter(known -> judged.patterns().match(known.identity()))
                .ifPresent(known -> judged.intake()
                        .offer(known.identity().host(), judged.states().state(list, known)));
    }

    /** A rule that judges only values that are services here. */
    @Override
    public Optional<EffectiveThreshold> threshold(Identity identity) {
        Identity named = named(identity);
        return judged.patterns().match(named) ? judged.thresholds().of(named) : Optional.empty();
    }

    @Override
    public List<KnownValue> values() {
        return cache.values();
    }

    @Override
    public void flush(FlushRequest request) {
        if (!judged.intake().flush()) {
            throw new RefusedException("Values cannot be stored now, they are stored later.");
        }
    }
}
