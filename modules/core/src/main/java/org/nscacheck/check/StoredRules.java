/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.util.List;
import java.util.stream.Stream;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.policy.PolicyType;
import org.nscacheck.server.Names;
import org.nscacheck.threshold.NamedRule;
import org.nscacheck.threshold.RuleBook;
import org.nscacheck.threshold.RuleFault;
import org.nscacheck.threshold.RuleText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threshold rules that an administrator has stored. Thread-safe. */
public final class StoredRules {

    private static final Logger log = LoggerFactory.getLogger(StoredRules.class);

    /** What a threshold rule may say. */
    public static final PolicyType TYPE =
            new PolicyType(PolicyKind.RULE, RuleText.settings(), settings -> RuleText.read(settings).faults().stream()
                    .map(RuleFault::toString)
                    .toList());

    private final PolicyStore policies;

    public StoredRules(PolicyStore policies) {
        this.policies = policies;
    }

    /** Returns the active rules as they are stored now. One that a newer release has stored may be unreadable; it judges nothing. */
    public RuleBook read() {
        return bookOf(policies.findAll(PolicyKind.RULE));
    }

    /** Returns the active ones among these rules; one that is unreadable judges nothing. */
    public static RuleBook bookOf(List<Policy> stored) {
        return stored.isEmpty()
                ? RuleBook.of(List.of())
                : RuleBook.of(stored.stream()
                        .filter(Policy::active)
                        .flatMap(StoredRules::rule)
                        .toList());
    }

    private static Stream<NamedRule> rule(Policy policy) {
        RuleText.Reading reading = RuleText.read(policy.settings());
        if (!reading.faults().isEmpty()) {
            log.error(
                    "NSCA-141 rule cannot be read, it judges nothing name={} fault=\"{}\"",
                    Names.printable(policy.name()),
                    Names.printable(reading.faults().toString()));
        }
        return reading.rule().map(rule -> new NamedRule(policy.id().value(), policy.name(), rule)).stream();
    }
}
