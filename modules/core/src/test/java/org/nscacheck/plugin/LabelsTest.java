/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.plugin.reader.Pnp4NagiosReader;
import org.nscacheck.testkit.matrix.Row;

class LabelsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"time", "/var/lib", "C:", "a b", "%", "1", "00", "+5V", "Größe", "温度", "😀", "a#2", "x,y", "~"})
    void keepsWhatAllReceiversRead(String label) {
        assertThat(Labels.unique(List.of(label))).containsExactly(label);
    }

    @Test
    @Row(value = "B08", done = "what some receiver misreads is replaced")
    void replacesWhatSomeReceiverMisreads() {
        assertThat(Labels.unique(List.of(
                        "a=b",
                        "it's",
                        "say \"x\"",
                        "p|q",
                        "a;b",
                        "`id`",
                        "a&b",
                        "<b>",
                        "$HOME",
                        "c\\d",
                        "a::b",
                        "a:::b")))
                .containsExactly(
                        "a_b", "it_s", "say _x_", "p_q", "a_b_2", "_id_", "a_b_3", "_b_", "_HOME", "c_d", "a__b",
                        "a__:b");
    }

    @Test
    void replacesControlsAndLoneSurrogates() {
        assertThat(Labels.unique(List.of("a\0b", "c\u001bd", "e\u0017f", "g\ud800h", "i\u0085j")))
                .containsExactly("a_b", "c_d", "e_f", "g_h", "i_j");
    }

    @Test
    void makesOneBlankOfMany() {
        assertThat(Labels.unique(List.of(" a \t b\n", "c\u00a0\u2003d"))).containsExactly("a b", "c d");
    }

    @Test
    void neverMakesALabelThatIsFalseInPerl() {
        assertThat(Labels.unique(List.of("0", "\u00a0", " "))).containsExactly("_0", "_", "__2");
    }

    @Test
    void aGoodLabelKeepsItsNameBesideABadOne() {
        assertThat(Labels.unique(List.of("a=b", "a_b", "a'b", "a_b_2")))
                .containsExactly("a_b_3", "a_b", "a_b_4", "a_b_2");
    }

    @Test
    void numbersLabelsThatBecomeOneFile() {
        assertThat(Labels.unique(List.of("a b", "a_b", "/var", "_var", "C:", "C_", "A b")))
                .containsExactly("a b", "a_b_2", "/var", "_var_2", "C:", "C__2", "A b");
    }

    @Test
    @Row(value = "B08", done = "long ones are cut at a character and stay apart")
    void cutsLongLabelsAtACharacterAndKeepsThemApart() {
        String label = "é".repeat(150);
        assertThat(Labels.unique(List.of(label + "1", label + "2", label + "3")))
                .containsExactly("é".repeat(50), "é".repeat(49) + "_2", "é".repeat(49) + "_3");
    }

    @Test
    @Row(value = "B08", done = "2,000 random sets of labels stay apart")
    void labelsAreAlwaysDifferentFiles() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> labels = new ArrayList<>();
            for (int left = random.nextInt(1, 60); left > 0; left--) {
                labels.add(HostileOutputTest.text(random, 4) + "ab= _2".charAt(random.nextInt(6)));
            }
            List<String> unique = Labels.unique(labels);
            assertThat(unique).as("seed %s", seed).hasSameSizeAs(labels).allSatisfy(label -> assertThat(label)
                    .matches("[^='\"|;`&<>$\\\\\\p{Cntrl}]+")
                    .doesNotContain("  ", "::")
                    .isEqualTo(label.strip())
                    .isNotEmpty());
            assertThat(new HashSet<>(
                            unique.stream().map(Pnp4NagiosReader::fileName).toList()))
                    .as("seed %s", seed)
                    .hasSameSizeAs(labels);
        }
    }
}
