/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.MetricPoint;
import org.nscacheck.admin.SummaryReader;
import org.nscacheck.check.Check;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.history.HistoryStore;
import org.nscacheck.history.HistoryStore.Imbalance;
import org.nscacheck.server.Server;

/** What the sweep of old history relies on in a {@link HistoryStore}. */
public interface HistoryStoreContract extends DatabaseContract {

    /** How long history is kept. */
    Duration MONTH = Duration.ofDays(30);

    /** Longer than that. */
    Duration LONG = MONTH.plusDays(2);

    /** More than there is to remove in any of the tests. */
    int ALL = 1000;

    /** Takes any delivery of this server away behind the store's back, which is what an audit has to find. */
    void loseDelivery(Server server);

    private HistoryStore history() {
        return stores().history();
    }

    private SummaryReader summaries() {
        return stores().summaries();
    }

    private Scenario scenario() {
        return new Scenario(stores());
    }

    /** Runs a check a minute after the other, with a result of each of these messages. */
    private void run(Check check, String... messages) {
        for (String message : messages) {
            passTime(Duration.ofMinutes(1));
            scenario().run(check, CheckResult.of(Status.WARNING, message));
        }
    }

    private List<String> messages(Check check) {
        return scenario().messages(check, ALL);
    }

    /** Moves the clock to where a day or an hour begins, and returns the time. */
    private Instant nextFull(ChronoUnit unit) {
        Instant now = stores().due().now();
        Instant next = now.truncatedTo(unit).plus(1, unit);
        passTime(Duration.between(now, next));
        return next;
    }

    @Test
    default void keepsWhatIsYoungerThanTheRetention() {
        history().keepPartitions(MONTH);
        Check check = scenario().scheduled("mail");
        run(check, "1", "2", "3");
        passTime(MONTH.minusDays(1));

        history().keepPartitions(MONTH);

        assertThat(history().purge(MONTH, ALL)).isZero();
        assertThat(messages(check)).containsExactly("3", "2", "1");
    }

    @Test
    default void removesWhatIsOlderButNeverTheLatestRunOfACheck() {
        Check mail = scenario().scheduled("mail");
        Check disk = scenario().scheduled("disk");
        run(mail, "1", "2", "3");
        run(disk, "4");
        passTime(LONG);

        assertThat(history().purge(MONTH, ALL)).isEqualTo(2);

        assertThat(messages(mail)).containsExactly("3");
        assertThat(messages(disk)).containsExactly("4");
        assertThat(history().purge(MONTH, ALL)).isZero();
    }

    @Test
    default void keepsTheLatestRunHoweverManyClaimsCameToNothingAfterIt() {
        Check check = scenario().scheduled("mail");
        run(check, "1", "2");
        passTime(LONG);
        for (int i = 0; i < 3; i++) {
            stores().due().runNow(check.id(), Samples.note());
            stores().runs()
                    .giveBack(List.of(
                            scenario().claim(Scenario.NODE, check).get(0).id()));
        }

        history().purge(MONTH, ALL);

        assertThat(messages(check)).containsExactly("2");
    }

    @Test
    default void removesNoMoreAtOnceThanWantedAndTheOldestFirst() {
        Check check = scenario().scheduled("mail");
        run(check, "1", "2", "3", "4");
        passTime(LONG);

        assertThat(history().purge(MONTH, 2)).isEqualTo(2);
        assertThat(messages(check)).containsExactly("4", "3");
        assertThat(history().purge(MONTH, 2)).isOne();
        assertThat(messages(check)).containsExactly("4");
    }

    @Test
    default void removesAllOfACheckThatIsGone() {
        Check check = scenario().scheduled("mail");
        run(check, "1", "2");
        stores().checks().delete(check.id());
        passTime(LONG);

        assertThat(history().purge(MONTH, ALL)).isEqualTo(2);

        assertThat(messages(check)).isEmpty();
    }

    @Test
    default void removesWhatWasDeliveredButNotOfTheLatestRun() {
        Server server = scenario().addServer("nagios");
        Check check = scenario().scheduled("mail", server);
        run(check, "1", "2", "3");
        scenario().end(server, DeliveryState.SENT);
        passTime(LONG);

        assertThat(history().purge(MONTH, ALL))
                .as("two runs and their deliveries")
                .isEqualTo(4);

        long latest = summaries().runs(check.id(), 1).get(0).number();
        assertThat(summaries().deliveries(check.id())).singleElement().satisfies(kept -> {
            assertThat(kept.runNumber()).isEqualTo(latest);
            assertThat(kept.state()).isEqualTo(DeliveryState.SENT);
        });
    }

    @Test
    default void neverRemovesWhatStillWaits() {
        Server server = scenario().addServer("nagios");
        Check check = scenario().scheduled("mail", server);
        run(check, "1", "2", "3");
        passTime(LONG);

        assertThat(history().purge(MONTH, ALL)).as("two runs").isEqualTo(2);

        assertThat(summaries().servers()).singleElement().satisfies(kept -> assertThat(kept.waiting())
                .isEqualTo(3));
    }

    @Test
    default void keepsTheLatestRunOfEachCheckWhereItDropsPartitions() {
        history().keepPartitions(MONTH);
        Check mail = scenario().scheduled("mail");
        Check disk = scenario().scheduled("disk");
        nextFull(ChronoUnit.DAYS);
        run(mail, "1", "2");
        run(disk, "3");
        passTime(LONG);

        history().keepPartitions(MONTH);
        history().purge(MONTH, ALL);

        assertThat(messages(mail)).containsExactly("2");
        assertThat(messages(disk)).containsExactly("3");
    }

    @Test
    default void losesNothingForWhichItHasMadeNoPartition() {
        history().keepPartitions(MONTH);
        Check check = scenario().scheduled("mail");
        run(check, "1");
        passTime(MONTH.minusDays(1));
        run(check, "2");

        history().keepPartitions(MONTH);

        run(check, "3");
        assertThat(messages(check)).containsExactly("3", "2", "1");
    }

    @Test
    default void keepsByTheHourWhatIsNoLongerKeptAsItWasMeasured() {
        keepsSums(ChronoUnit.HOURS);
    }

    @Test
    default void keepsByTheDayWhatIsNoLongerKeptAsItWasMeasured() {
        keepsSums(ChronoUnit.DAYS);
    }

    private void keepsSums(ChronoUnit unit) {
        sumUp();
        Check check = scenario().scheduled("mail");
        Instant begin = nextFull(unit);
        measure(check, 1, 3);
        passTime(unit.getDuration());
        measure(check, 8);
        passTime(Duration.ofDays(3));
        assertSums(check, begin, unit);

        sumUp();
        assertSums(check, begin, unit);
        assertThat(history().purge(Duration.ofDays(1), ALL)).isPositive();
        sumUp();
        assertSums(check, begin, unit);
    }

    /** As a node does it: soon after its start for the first time. */
    private void sumUp() {
        int steps = 0;
        while (history().sumUp()) {
            steps++;
            assertThat(steps).as("steps").isLessThan(ALL);
        }
    }

    @Test
    default void removesValuesThatWereMeasuredLongAgo() {
        Check check = scenario().scheduled("mail");
        Instant begin = stores().due().now();
        measure(check, 1, 3);
        long series = summaries().series(check.id()).get(0).id();
        Instant end = begin.plus(1, ChronoUnit.HOURS);
        assertThat(summaries().values(series, begin, end, ALL)).hasSize(2);
        passTime(LONG);

        history().purge(MONTH, ALL);

        assertThat(summaries().values(series, begin, end, ALL)).isEmpty();
    }

    private void measure(Check check, int... values) {
        for (int value : values) {
            passTime(Duration.ofMinutes(1));
            scenario().run(check, CheckResult.ok("fine").perf("queued", value).build());
        }
    }

    private void assertSums(Check check, Instant begin, ChronoUnit unit) {
        long series = summaries().series(check.id()).get(0).id();
        assertThat(summaries().values(series, begin, begin.plus(2, unit), 2))
                .containsExactly(new MetricPoint(begin, 2, 1, 3, 2), new MetricPoint(begin.plus(1, unit), 1, 8, 8, 8));
    }

    @Test
    default void accountsForEachDeliveryThatItRemoves() {
        Server server = scenario().addServer("nagios");
        run(scenario().scheduled("mail", server), "1", "2", "3");
        assertThat(history().audit()).isEmpty();
        scenario().end(server, DeliveryState.SENT);
        passTime(LONG);

        history().purge(MONTH, 1);
        assertThat(history().audit()).isEmpty();
        history().purge(MONTH, ALL);
        assertThat(history().audit()).isEmpty();
    }

    @Test
    default void findsADeliveryThatIsNeitherThereNorAccountedFor() {
        Server server = scenario().addServer("nagios");
        Instant day = nextFull(ChronoUnit.DAYS);
        run(scenario().scheduled("mail", server), "1", "2", "3", "4");
        scenario().end(server, DeliveryState.SENT);
        passTime(LONG);
        history().purge(MONTH, 1);

        loseDelivery(server);

        assertThat(history().audit())
                .containsExactly(
                        new Imbalance("nagios", day.atZone(ZoneOffset.UTC).toLocalDate(), 4, 2, 1));
    }
}
