/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.RuleOverview;
import org.nscacheck.collectd.EffectiveThreshold;
import org.nscacheck.collectd.EffectiveThreshold.Bounds;
import org.nscacheck.collectd.ValueStates;
import org.nscacheck.engine.Engine;
import org.nscacheck.notification.Identity;
import org.nscacheck.push.PushedChecks;
import org.nscacheck.threshold.Limit;
import org.nscacheck.threshold.NamedRule;
import org.nscacheck.threshold.RuleMatch;
import org.nscacheck.threshold.Subject;
import org.nscacheck.threshold.ThresholdRule;

/** Finds the threshold rule that judges a value of collectd, and says it in collectd's words. Thread-safe. */
final class CollectdThresholds {

    private final Supplier<Engine> engine;
    private final ValueStates states;

    /** @param engine may throw while the application starts */
    CollectdThresholds(Supplier<Engine> engine, ValueStates states) {
        this.engine = engine;
        this.states = states;
    }

    /** Returns the threshold of the first data source that has one. */
    Optional<EffectiveThreshold> of(Identity identity) {
        Engine running = engine.get();
        RuleOverview rules = new RuleOverview(running.policies(), running.overview());
        Subject subject = subject(running, identity);
        List<String> labels = states.labels(identity);
        return labels.stream()
                .flatMap(label -> rules.judging(Actor.SYSTEM, subject, label).stream()
                        .map(rule -> threshold(rule, identity, labels.size() == 1 ? "" : sourceOf(label))))
                .findFirst();
    }

    private static String sourceOf(String label) {
        return label.substring(label.lastIndexOf(':') + 1);
    }

    /** As its check is judged; as it would be, if nothing has come yet. */
    private static Subject subject(Engine running, Identity identity) {
        String service = ValueStates.service(identity);
        String name = PushedChecks.name(identity.host(), service);
        return running.overview().checks(Actor.SYSTEM).stream()
                .filter(view -> isOf(view, identity.host(), service))
                .findFirst()
                .map(RuleOverview::subject)
                .orElseGet(() -> new Subject(identity.host(), PushedChecks.KEY.value(), name, Set.of()));
    }

    private static boolean isOf(CheckView view, String host, String service) {
        return view.stored().key().equals(PushedChecks.KEY)
                && Objects.equals(view.stored().settings().host(), host)
                && Objects.equals(view.stored().settings().service(), service);
    }

    private static EffectiveThreshold threshold(NamedRule named, Identity identity, String source) {
        ThresholdRule rule = named.rule();
        RuleMatch match = rule.match();
        boolean one = match.check() != null;
        return new EffectiveThreshold(
                new Identity(
                        match.host() == null ? "" : identity.host(),
                        one ? identity.plugin() : "",
                        one ? identity.pluginInstance() : "",
                        identity.type(),
                        one || match.label() != null ? identity.typeInstance() : ""),
                match.label() == null && match.source() == null ? "" : source,
                bounds(rule.limits().warning()),
                bounds(rule.limits().failure()),
                rule.options().hysteresis().doubleValue(),
                rule.options().hits());
    }

    private static Bounds bounds(@Nullable Limit limit) {
        return limit == null ? Bounds.NONE : new Bounds(number(limit.min()), number(limit.max()));
    }

    private static double number(@Nullable BigDecimal bound) {
        return bound == null ? Double.NaN : bound.doubleValue();
    }
}
