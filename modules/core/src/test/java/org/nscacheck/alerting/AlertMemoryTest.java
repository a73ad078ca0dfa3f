/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nscacheck.alerting.Scene.ANNA;
import static org.nscacheck.alerting.Scene.BORIS;
import static org.nscacheck.alerting.Scene.MONDAY;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nscacheck.RefusedException;
import org.nscacheck.notification.Severity;

/** What survives a restart. */
class AlertMemoryTest {

    private static final Instant EXACT = Instant.parse("2026-03-02T10:00:00.123456789Z");

    private static AlertMemory full() {
        Word word = new Word(Severity.FAILURE, EXACT, MONDAY, true, EXACT, Reason.GATHERING);
        Acknowledgement given =
                new Acknowledgement("Anna Ü. | ; ,", "100 % \n + sure", MONDAY, EXACT, Severity.WARNING);
        return new AlertMemory(
                Map.of(ANNA, word, BORIS, Word.NONE),
                given,
                Severity.OKAY,
                new Episode(MONDAY, EXACT, Instant.EPOCH),
                List.of(MONDAY, EXACT, Instant.parse("1969-12-31T23:59:59.5Z")));
    }

    @Test
    void readsBackWhatItWrites() {
        assertThat(AlertMemory.decode(full().encode())).isEqualTo(full());
        assertThat(AlertMemory.decode(AlertMemory.EMPTY.encode())).isEqualTo(AlertMemory.EMPTY);
        assertThat(AlertMemory.EMPTY.encode()).isEqualTo("1|,,,|||");
        assertThat(full().encode()).doesNotContain("\n").hasSizeLessThan(400);
    }

    @Test
    void takesWhatIsDamagedOrOfAnotherVersionForNothing() {
        for (String text :
                List.of("", "2|,,,|||", "1|,,,||", "1|x,,,|||", "1|,?,,|||", "1|,,,|a,b|!|", "1|,,,|||x,,,,,,")) {
            assertThat(AlertMemory.decode(text)).as(text).isEqualTo(AlertMemory.EMPTY);
        }
    }

    @Test
    void neverThrowsWhateverItReads() {
        Random random = new Random(15);
        String text = full().encode();
        for (int i = 0; i < 5000; i++) {
            StringBuilder damaged = new StringBuilder(text);
            for (int n = 0; n <= random.nextInt(4); n++) {
                damaged.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
            }
            assertThat(AlertMemory.decode(damaged.toString())).isNotNull();
        }
    }

    @Test
    void remembersNoMoreChangesThanItNeeds() {
        List<Instant> many = Collections.nCopies(100, MONDAY);
        AlertMemory memory = new AlertMemory(Map.of(), null, null, Episode.NONE, many);

        assertThat(memory.changes()).hasSize(AlertMemory.MAX_CHANGES);
    }

    @Test
    void isSettledWhenNobodyBelievesThatSomethingIsWrong() {
        assertThat(full().isSettled()).isFalse();
        assertThat(AlertMemory.EMPTY.isSettled()).isTrue();
    }

    @Test
    void refusesAnAcknowledgementOfNothingByNobodyOrWithoutTime() {
        assertThatThrownBy(() -> new Acknowledgement(" ", "", MONDAY, null, Severity.FAILURE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is missing");
        assertThatThrownBy(() -> new Acknowledgement("anna", "", MONDAY, MONDAY, Severity.FAILURE))
                .hasMessageContaining("before it begins");
        assertThatThrownBy(() -> new Acknowledgement("anna", "", MONDAY, null, Severity.OKAY))
                .hasMessageContaining("nothing is wrong");
        assertThatThrownBy(() -> new Acknowledgement("anna", "x".repeat(1001), MONDAY, null, Severity.FAILURE))
                .hasMessageContaining("more than 1000");
    }
}
