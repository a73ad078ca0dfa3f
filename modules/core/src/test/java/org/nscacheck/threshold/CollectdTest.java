/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nscacheck.testkit.daemon.Collectd;
import org.nscacheck.testkit.daemon.CollectdNotification;
import org.nscacheck.threshold.CollectdCase.Told;

/**
 * A real collectd and our collectd mode tell the same severities at the same steps. All cases are judged by one collectd; those with a
 * gap wait for it in real time, because collectd looks for missing values by the clock on the wall.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CollectdTest {

    private static final int CASES = 700;
    private static final long SEED = 15;
    private static final Comparator<Told> ORDER =
            Comparator.comparingInt(Told::step).thenComparing(Told::label);

    private List<CollectdCase> cases = List.of();

    /** What collectd told, by the number of the case. */
    private final Map<Integer, List<Told>> recorded = new HashMap<>();

    @BeforeAll
    void letCollectdJudgeAllCases() {
        cases = CollectdCases.of(SEED, CASES);
        List<CollectdCase> gaps = cases.stream().filter(CollectdCase::hasGap).toList();
        try (Collectd collectd = Collectd.start(CollectdConfig.thresholds(cases), CollectdConfig.types(cases))) {
            collectd.put(commands(cases, each -> IntStream.range(0, each.gap())));
            awaitGap(collectd, gaps);
            List<CollectdNotification> missing = collectd.notifications().stream()
                    .filter(CollectdTest::isMissing)
                    .toList();
            collectd.put(commands(
                    gaps, each -> IntStream.range(each.gap(), each.steps().size())));
            Stream.concat(missing.stream(), collectd.notifications().stream().filter(each -> !isMissing(each)))
                    .forEach(this::record);
        }
    }

    private static boolean isMissing(CollectdNotification notification) {
        return notification.message().contains("has not been updated for");
    }

    private static void awaitGap(Collectd collectd, List<CollectdCase> gaps) {
        List<String> hosts = gaps.stream().map(each -> each.host() + "/").toList();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> collectd.values().stream()
                .noneMatch(value -> hosts.contains(value.substring(0, value.indexOf('/') + 1))));
    }

    private static List<String> commands(List<CollectdCase> cases, Function<CollectdCase, IntStream> steps) {
        return cases.stream()
                .flatMap(each -> steps.apply(each)
                        .mapToObj(step -> CollectdConfig.commands(each, step))
                        .flatMap(List::stream))
                .toList();
    }

    private void record(CollectdNotification notification) {
        String identifier = notification.identifier();
        CollectdCase of = cases.get(Integer.parseInt(identifier.substring(1, identifier.indexOf('/'))));
        int step = isMissing(notification)
                ? of.gap()
                : IntStream.range(0, of.steps().size())
                        .filter(each -> of.time(each).equals(notification.time()))
                        .findFirst()
                        .orElseThrow();
        String label = identifier.substring(identifier.lastIndexOf('-') + 1);
        recorded.computeIfAbsent(of.number(), key -> new ArrayList<>())
                .add(new Told(step, label, notification.severity()));
    }

    private List<Told> recordedOf(CollectdCase of) {
        return sorted(recorded.getOrDefault(of.number(), List.of()));
    }

    private boolean differs(CollectdCase of, Function<CollectdCase, List<Told>> judge) {
        return !sorted(judge.apply(of)).equals(recordedOf(of));
    }

    private static List<Told> sorted(List<Told> told) {
        return told.stream().sorted(ORDER).toList();
    }

    @Test
    void tellsTheSameSeveritiesAtTheSameStepsAsCollectd() {
        for (CollectdCase each : cases) {
            assertThat(sorted(each.judge(UnaryOperator.identity())))
                    .as(() -> each + "\n" + CollectdConfig.thresholds(List.of(each)))
                    .isEqualTo(recordedOf(each));
        }
    }

    @Test
    void hasSeveralSeveritiesInEachCase() {
        assertThat(cases).hasSizeGreaterThanOrEqualTo(500);
        assertThat(cases).allSatisfy(each -> assertThat(
                        recordedOf(each).stream().map(Told::severity).distinct())
                .hasSizeGreaterThan(1));
    }

    static Stream<Arguments> mutations() {
        return CollectdMutations.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void noticesWhenAnythingIsNotObeyed(String what, Function<CollectdCase, List<Told>> judge) {
        assertThat(cases).as(what).anyMatch(each -> differs(each, judge));
    }

    @Test
    void hasAllTwelveStepsOfThePrecedence() {
        Map<Integer, Long> ranks = cases.stream()
                .flatMap(each -> each.rules().stream())
                .collect(Collectors.groupingBy(rule -> Rank.of(rule.match()), Collectors.counting()));

        assertThat(ranks).hasSize(12).allSatisfy((rank, count) -> assertThat(count)
                .isGreaterThan(50));
    }
}
