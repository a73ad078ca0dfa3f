/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.engine.HistoryStore;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;

class HistoryStoreTest {

    private static final Duration MONTH = Duration.ofDays(30);

    private final Fixture fixture = new Fixture();
    private final Server server = fixture.addServer("nagios", CatchUp.ALL);
    private final Check check = fixture.addCheck("mail", server);
    private final HistoryStore history = fixture.nsca.history();

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
        fixture.moveClock(Duration.ofDays(29));

        assertThat(history.purge(MONTH, 100)).isZero();

        assertThat(count("nsca_run")).isEqualTo("10");
        assertThat(count("nsca_delivery")).isEqualTo("10");
    }

    @Test
    void removesWhatIsOldALittleAtATimeButNeverTheLatest() {
        fixture.moveClock(Duration.ofDays(31));

        assertThat(history.purge(MONTH, 4)).isEqualTo(8);
        assertThat(history.purge(MONTH, 100)).isEqualTo(8);
        assertThat(history.purge(MONTH, 100)).isZero();

        assertThat(count("nsca_run")).isEqualTo("2");
        assertThat(fixture.nsca.conditions().runs(check.id(), 10).get(0).run().result())
                .extracting(result -> result.message())
                .isEqualTo("9 mails");
        assertThat(fixture.nsca.conditions().deliveries(check.id())).hasSize(1);
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
}
