/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.Uom;
import org.nscacheck.notification.Identity;
import org.nscacheck.push.PushSettings;
import org.nscacheck.push.PushedState;

/**
 * Turns values into the state of a service: the identity without its host is the service, each data source a metric. The state is OK,
 * as values say nothing of good and bad; threshold rules do. Immutable.
 */
public final class ValueStates {

    /** After so many intervals a value is missing, as for collectd unless it is told otherwise. */
    private static final int ITERATIONS = 2;

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final DataSource NO_LIMITS = DataSource.value(ValueType.GAUGE);

    private final DataSets types;

    /** @param types names and limits of data sources */
    public ValueStates(DataSets types) {
        this.types = types;
    }

    /** Returns the name of the service that the values of an identity are. */
    public static String service(Identity identity) {
        return identity.withoutHost();
    }

    /**
     * Returns the labels of the metrics of an identity: the type's instance, or the type if there is none; behind a colon the data
     * source, where the type has several.
     *
     * @param count how many values there are
     */
    public List<String> labels(Identity identity, int count) {
        String list = identity.typeInstance().isEmpty() ? identity.type() : identity.typeInstance();
        if (count == 1) {
            return List.of(list);
        }
        List<DataSource> sources = types.of(identity.type()).orElse(List.of());
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels.add(list + ":" + (i < sources.size() ? sources.get(i).name() : String.valueOf(i)));
        }
        return labels;
    }

    /** Returns the labels of the metrics that an identity has by its type; one where the type is not known. */
    public List<String> labels(Identity identity) {
        return labels(identity, types.of(identity.type()).map(List::size).orElse(1));
    }

    /**
     * Returns what is reported. A counter that has come for the first time has no rate yet, and so no metric.
     *
     * @param list the values as they came
     * @param known their rates
     */
    public PushedState state(ValueList list, KnownValue known) {
        Identity identity = known.identity();
        List<String> labels = labels(identity, known.rates().size());
        List<DataSource> sources = types.of(identity.type()).orElse(List.of());
        List<Metric> metrics = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            BigDecimal number = number(known.rates().get(i));
            words.add(labels.get(i) + " = " + (number == null ? "not known" : number.toPlainString()));
            if (number != null || list.values().get(i).type() == ValueType.GAUGE) {
                metrics.add(metric(labels.get(i), number, i < sources.size() ? sources.get(i) : NO_LIMITS));
            }
        }
        CheckResult result = new CheckResult(Status.OK, String.join(", ", words), "", new PerfData(metrics, List.of()));
        return new PushedState(service(identity), result, promise(list));
    }

    private static Metric metric(String label, @Nullable BigDecimal number, DataSource source) {
        return new Metric(label, number, Uom.NONE, null, null, number(source.min()), number(source.max()));
    }

    private static @Nullable BigDecimal number(double rate) {
        return Double.isFinite(rate) ? BigDecimal.valueOf(rate).stripTrailingZeros() : null;
    }

    private static Duration promise(ValueList list) {
        Duration interval = list.interval().orElse(ValueCache.DEFAULT_INTERVAL);
        Duration promise = Duration.ofSeconds(
                interval.multipliedBy(ITERATIONS).plusNanos(999_999_999).toSeconds());
        if (promise.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return promise.compareTo(PushSettings.MAX_PERIOD) > 0 ? PushSettings.MAX_PERIOD : promise;
    }
}
