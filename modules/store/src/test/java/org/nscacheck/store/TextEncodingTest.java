/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.delivery.Completion;
import org.nscacheck.delivery.Delivery;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.run.Claim;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.matrix.Row;

class TextEncodingTest {

    private static final String TEXT = "7 Aufträge, 5 €, 😀";

    @Test
    void leavesAloneWhatTheDatabaseCanHold() {
        assertThat(TextEncoding.named("UTF8").fit(TEXT)).isSameAs(TEXT);
        assertThat(TextEncoding.named("LATIN1").fit("Aufträge")).isEqualTo("Aufträge");
        assertThat(TextEncoding.named("LATIN9").fit(TEXT)).isEqualTo("7 Aufträge, 5 €, ?");
        assertThat(TextEncoding.named("EUC_TW").fit("Aufträge")).isEqualTo("Auftr?ge");
    }

    @ParameterizedTest
    @CsvSource({"LATIN1, '7 Aufträge, 5 ?, ?'", "WIN1252, '7 Aufträge, 5 €, ?'", "SQL_ASCII, '7 Auftr?ge, 5 ?, ?'"})
    @Row(value = "R46", done = "what the encoding does not have is replaced, and the result is stored and reported")
    void reportsWithReplacementsWhatTheDatabaseCannotHold(String encoding, String expected) {
        try (Fixture db = new Fixture(encoding)) {
            Server server = db.addServer("nagios", CatchUp.ALL);
            Check check = db.addCheck("a", server);
            db.planDueNow(check);
            Claim claim = db.claim(1, "a").get(0);
            CheckResult result = CheckResult.warning(TEXT + "… (cut)")
                    .longOutput(TEXT)
                    .perf(TEXT, 5)
                    .uom("Ω")
                    .perf("bad € ", "no number")
                    .build();

            assertThat(db.nsca.stores().runs().record(List.of(db.run(claim, check, result))))
                    .isEmpty();

            ServerLease lease = db.nsca
                    .stores()
                    .deliveries()
                    .lease(server.id(), Fixture.NODE, Fixture.LEASE)
                    .orElseThrow();
            List<Delivery> taken =
                    db.nsca.stores().deliveries().take(lease, 10, Fixture.LEASE).deliveries();
            assertThat(taken).singleElement().satisfies(delivery -> {
                assertThat(delivery.report().status()).isEqualTo(Status.WARNING);
                assertThat(delivery.report().message()).startsWith(expected).endsWith(" (cut)");
                assertThat(delivery.report().longOutput()).isEqualTo(expected);
                assertThat(delivery.report().perfData().metrics().get(0).label())
                        .isEqualTo(expected);
            });
            assertThat(db.nsca.stores().summaries().series(check.id()))
                    .extracting(series -> series.label(), series -> series.uom())
                    .containsExactly(tuple(expected, "?"));
            Completion completion = new Completion(
                    taken.get(0).id(),
                    DeliveryState.WAITING,
                    DeliveryProblem.REFUSED,
                    "the daemon said " + TEXT,
                    Duration.ofSeconds(1));
            assertThat(db.nsca.stores().deliveries().complete(lease, List.of(completion)))
                    .isTrue();
            assertThat(db.query("SELECT state FROM nscacheck.nsca_delivery")).containsExactly("WAITING");
        }
    }
}
