/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.nscacheck.RefusedException;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;

/** Keeps what it gets, as an application may. */
final class RecordingPeer implements CollectdPeer {

    private final List<Notification> notifications = new CopyOnWriteArrayList<>();
    private final List<ValueList> lists = new CopyOnWriteArrayList<>();
    private final List<FlushRequest> flushes = new CopyOnWriteArrayList<>();
    private final Map<Identity, EffectiveThreshold> thresholds = new ConcurrentHashMap<>();
    private final ValueCache cache;

    RecordingPeer(DataSets types, InstantSource clock) {
        this.cache = new ValueCache(types, clock, 1000);
    }

    List<Notification> notifications() {
        return notifications;
    }

    List<ValueList> lists() {
        return lists;
    }

    List<FlushRequest> flushes() {
        return flushes;
    }

    void threshold(Identity identity, EffectiveThreshold threshold) {
        thresholds.put(identity, threshold);
    }

    @Override
    public void notification(Notification notification) {
        if (notification.text().equals("refuse me")) {
            throw new RefusedException("not today");
        }
        if (notification.text().equals("break me")) {
            throw new IllegalStateException("broken");
        }
        notifications.add(notification);
    }

    @Override
    public void values(ValueList values) {
        lists.add(values);
        cache.update(values);
    }

    @Override
    public Optional<EffectiveThreshold> threshold(Identity identity) {
        return Optional.ofNullable(thresholds.get(identity));
    }

    @Override
    public List<KnownValue> values() {
        return cache.values();
    }

    @Override
    public void flush(FlushRequest request) {
        flushes.add(request);
    }
}
