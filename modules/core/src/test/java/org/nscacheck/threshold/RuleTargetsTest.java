/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which rules are about something, compared with a look at everything. */
class RuleTargetsTest {

    private final Random random = new Random(15);

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    private RuleTargets.Target target() {
        String key = one("mail", "disk", "mail.queue");
        return new RuleTargets.Target(
                new Subject(
                        one("web1", "web2", "db"),
                        key,
                        one(key, "special"),
                        Set.of(one("prod", "test"), one("a", "b"))),
                Set.of(one("free", "cpu:user", "cpu"), one("time", "cpu:idle", "queued")));
    }

    private ThresholdRule rule() {
        Map<String, String> settings = new HashMap<>(Map.of("failure-max", "5", "mode", one("sane", "collectd")));
        put(settings, "host", "web1", "web3", "web*", "*");
        put(settings, "check", "mail", "special", "none", "m*", "*.q?eue");
        put(settings, "tag", "prod", "a", "c", "*");
        put(settings, "label", "cpu", "cpu:user", "free", "nothing", "c*", "?ree");
        return RuleText.parse(settings);
    }

    private void put(Map<String, String> settings, String name, String... values) {
        if (random.nextInt(3) > 0) {
            settings.put(name, one(values));
        }
    }

    @Test
    void findsWhatALookAtEverythingFinds() {
        int found = 0;
        int measured = 0;
        for (int round = 0; round < 2000; round++) {
            List<RuleTargets.Target> all = IntStream.range(0, random.nextInt(6))
                    .mapToObj(i -> target())
                    .toList();
            ThresholdRule rule = rule();
            RuleBook alone = RuleBook.of(List.of(new NamedRule(UUID.randomUUID(), "rule", rule)));
            RuleTargets targets = new RuleTargets(all);
            boolean matches = all.stream()
                    .anyMatch(each -> !alone.rulesFor(each.subject()).isEmpty());
            boolean judges = all.stream().anyMatch(each -> each.labels().stream()
                    .anyMatch(
                            label -> alone.explain(each.subject(), label).get(0).applies()));

            assertThat(targets.haveOneFor(rule)).as("%s of %s", rule, all).isEqualTo(matches);
            assertThat(targets.haveMeasured(rule)).as("%s of %s", rule, all).isEqualTo(judges);
            found += matches ? 1 : 0;
            measured += judges ? 1 : 0;
        }
        assertThat(found).isBetween(200, 1800);
        assertThat(measured).isBetween(100, found - 1);
    }

    /** Looking at everything takes seconds here. */
    @Test
    void comparesAThousandRulesWithAThousandChecksInNoTime() {
        RuleTargets targets = new RuleTargets(IntStream.range(0, 1000)
                .mapToObj(i -> new RuleTargets.Target(
                        new Subject("web" + i % 7, "shop.check" + i, Set.of("prod")),
                        Set.of("time" + i, "size", "count:" + i, "free", "used")))
                .toList());
        List<ThresholdRule> rules = IntStream.range(0, 1000)
                .mapToObj(i -> RuleText.parse(
                        switch (i % 4) {
                            case 0 -> Map.of("failure-max", "5", "check", "shop.check" + i, "label", "none");
                            case 1 -> Map.of("failure-max", "5", "label", "none" + i);
                            case 2 -> Map.of("failure-max", "5", "tag", "prod", "label", "time" + i);
                            default -> Map.of("failure-max", "5", "check", "*.check" + i, "host", "web" + i % 7);
                        }))
                .toList();
        long began = System.nanoTime();
        long live = rules.stream()
                .filter(rule -> targets.haveOneFor(rule) && targets.haveMeasured(rule))
                .count();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

        System.out.println("1,000 rules and 1,000 checks: " + millis + " ms");
        assertThat(live).isEqualTo(500);
        assertThat(millis).isLessThan(2000);
    }
}
