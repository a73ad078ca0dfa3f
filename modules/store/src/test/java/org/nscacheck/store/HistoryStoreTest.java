/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.history.HistoryStore;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.matrix.Row;

class HistoryStoreTest {

    private static final Duration MONTH = Duration.ofDays(30);

    private final Fixture fixture = new Fixture();
    private final Server server = fixture.addServer("nagios", CatchUp.ALL);
    private final Check check = fixture.addCheck("mail", server);
    private final HistoryStore history = fixture.nsca.stores().history();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Ten runs, each with a delivery that has ended. */
    @BeforeEach
    void run() {
        fixture.planDueNow(check);
        for (int i = 0; i < 10; i++) {
            fixture.result(check, Status.WARNING, i + " mails");
        }
        fixture.execute("UPDATE nscacheck.nsca_delivery SET state = 'SENT', ended_at = now()");
    }

    private String count(String table) {
        return fixture.query("SELECT count(*)::text FROM nscacheck." + table).get(0);
    }

    @Test
    void keepsWhatIsYoung() {
        fixture.moveClock(Duration.ofDays(2).minusMinutes(1));
        assertThat(history.purge(MONTH, 100)).isZero();
        assertThat(count("nsca_delivery")).isEqualTo("10");

        fixture.moveClock(Duration.ofDays(29));
        assertThat(history.purge(MONTH, 100))
                .as("deliveries that ended two days ago, but for the latest run's")
                .isEqualTo(9);
        assertThat(count("nsca_run")).isEqualTo("10");
    }

    @Test
    void removesWhatIsOldALittleAtATimeButNeverTheLatest() {
        fixture.moveClock(Duration.ofDays(31));

        assertThat(history.purge(MONTH, 4)).isEqualTo(8);
        assertThat(history.purge(MONTH, 100)).isEqualTo(10);
        assertThat(history.purge(MONTH, 100)).isZero();

        assertThat(count("nsca_run")).isEqualTo("1");
        assertThat(fixture.nsca
                        .stores()
                        .summaries()
                        .runs(check.id(), 10)
                        .get(0)
                        .run()
                        .result())
                .extracting(result -> result.message())
                .isEqualTo("9 mails");
        assertThat(fixture.nsca.stores().summaries().deliveries(check.id())).hasSize(1);
    }

    /** A run that is given back, or whose node dies, leaves a number without a run. */
    private void claimWithoutARun(int times) {
        for (int i = 0; i < times; i++) {
            fixture.execute(
                    "UPDATE nscacheck.nsca_due SET due_at = nscacheck.nsca_now(), wake_at = nscacheck.nsca_now()");
            fixture.nsca
                    .stores()
                    .runs()
                    .giveBack(List.of(fixture.claim(1, "mail").get(0).id()));
        }
    }

    @Test
    @Row(value = "R68", done = "claims without a run do not cost the latest run, nor its delivery")
    void keepsTheLatestRunHoweverManyClaimsCameToNothingAfterIt() {
        fixture.moveClock(Duration.ofDays(31));
        claimWithoutARun(3);

        history.purge(MONTH, 100);

        assertThat(fixture.query("SELECT message FROM nscacheck.nsca_run")).containsExactly("9 mails");
        assertThat(fixture.query("SELECT message FROM nscacheck.nsca_delivery")).containsExactly("9 mails");
    }

    @Test
    @Row(value = "R68", done = "the same where partitions are dropped")
    void keepsTheLatestRunOfADroppedPartitionHoweverManyClaimsCameToNothingAfterIt() {
        fixture.moveClock(Duration.ofDays(1));
        history.keepPartitions(MONTH);
        fixture.result(check, Status.OK, "the latest");
        fixture.moveClock(Duration.ofDays(40));
        claimWithoutARun(3);

        history.keepPartitions(MONTH);
        history.purge(MONTH, 100);

        assertThat(fixture.query("SELECT message FROM nscacheck.nsca_run")).containsExactly("the latest");
    }

    @Test
    void neverRemovesWhatIsStillToBeDelivered() {
        fixture.moveClock(Duration.ofDays(31));
        fixture.execute("UPDATE nscacheck.nsca_delivery SET state = 'WAITING', ended_at = NULL");

        history.purge(MONTH, 100);

        assertThat(count("nsca_delivery")).isEqualTo("10");
    }

    @Test
    void removesEverythingOfACheckThatIsGone() {
        fixture.moveClock(Duration.ofDays(31));
        fixture.execute("DELETE FROM nscacheck.nsca_check");

        history.purge(MONTH, 100);

        assertThat(count("nsca_run")).isEqualTo("0");
        assertThat(count("nsca_delivery")).isEqualTo("0");
    }

    @Test
    void countsWhatItRemovesSoThatEveryDeliveryIsAccountedFor() {
        fixture.moveClock(Duration.ofDays(31));
        history.purge(MONTH, 4);

        assertThat(history.audit()).isEmpty();

        fixture.execute("DELETE FROM nscacheck.nsca_delivery WHERE id = (SELECT max(id) FROM nscacheck.nsca_delivery)");
        assertThat(history.audit()).singleElement().satisfies(broken -> {
            assertThat(broken.server()).isEqualTo("nagios");
            assertThat(broken.created()).isEqualTo(10);
            assertThat(broken.present()).isEqualTo(5);
            assertThat(broken.removed()).isEqualTo(4);
        });
    }

    private List<String> partitions(String table) {
        return fixture.query("SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                + " WHERE i.inhparent = 'nscacheck." + table + "'::regclass ORDER BY 1");
    }

    @Test
    @Row(value = "L07", done = "partitions by day are dropped, the latest run of each check is kept")
    void makesPartitionsAheadAndDropsOldOnesButNeverTheLatestRun() {
        fixture.moveClock(Duration.ofDays(1));
        history.keepPartitions(MONTH);
        history.keepPartitions(MONTH);
        assertThat(partitions("nsca_run")).hasSize(5);
        fixture.result(check, Status.OK, "yesterday's");
        fixture.result(check, Status.OK, "the latest");
        assertThat(count("nsca_run_default")).as("runs of before").isEqualTo("10");

        fixture.moveClock(Duration.ofDays(40));
        history.keepPartitions(MONTH);

        assertThat(partitions("nsca_run")).hasSize(5);
        assertThat(fixture.nsca
                        .stores()
                        .summaries()
                        .runs(check.id(), 20)
                        .get(0)
                        .run()
                        .result())
                .extracting(result -> result.message())
                .isEqualTo("the latest");
        assertThat(fixture.nsca.stores().summaries().check(check.id()).get(0).lastRun())
                .isNotNull();
        assertThat(count("nsca_run")).isEqualTo("11");
        history.purge(MONTH, 100);
        assertThat(count("nsca_run")).isEqualTo("1");
    }

    @Test
    void leavesAPeriodToTheDefaultPartitionIfThatHasSomethingOfIt() {
        history.keepPartitions(MONTH);

        assertThat(partitions("nsca_run")).as("all but today's").hasSize(4);
        assertThat(partitions("nsca_value_day")).hasSize(3);
    }

    @Test
    void changesNoTablesWhereItMustNot() {
        try (NscaDatabase validating = NscaDatabase.open(
                fixture.database.dataSource(),
                new NscaDatabase.Settings("nscacheck", NscaDatabase.SchemaMode.VALIDATE, Fixture.CIPHER))) {
            validating.stores().history().keepPartitions(MONTH);
        }
        assertThat(partitions("nsca_run")).containsExactly("nsca_run_default");
    }
}
