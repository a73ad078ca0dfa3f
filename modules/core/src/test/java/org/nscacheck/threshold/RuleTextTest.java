/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.Range;
import org.nscacheck.Uom;
import org.nscacheck.sender.Setting;

class RuleTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failure-max=90",
                "host=web* check=disk.space tag=prod label=/var warning-min=20 failure-min=5 percentage=max",
                "warning=@10:20 failure=@0.5:30",
                "warning-max=0.001 failure-min=-5 hysteresis=0.5 unit=GB",
                "label=x* failure-min=5 percentage=sum",
                "failure-max=1 invert=true nan=bad rate=false hits=3 recover-after=2 persist=true persist-ok=true",
                "failure-max=1 interesting=false timeout=1.5",
                "label=x mode=collectd data-source=a",
                "warning-min=20 warning-max=10 invert=true percentage=sum mode=collectd"
            })
    void readsBackWhatItWrites(String text) {
        assertThat(RuleText.write(Runs.rule(text))).isEqualTo(Runs.text(text));
    }

    @ParameterizedTest
    @CsvSource({
        "failure-max=90, failure=~:90",
        "failure-min=10, failure=10:",
        "failure-min=0 failure-max=90, failure=90",
        "failure-min=10 failure-max=20, failure=10:20",
        "failure-min=5 failure-max=10 unit=GB, failure=5:10GB",
        "failure-min=5 failure-max=10 unit=GB, failure=5GB:10GB",
        "failure-min=500 failure-max=1000 unit=MB, failure=500MB:1GB",
        "failure-max=1.073741824 unit=GB warning-max=1, failure-max=1GiB warning-max=1GB",
        "failure-max=86400 warning-max=60 unit=s, failure-max=1d warning-max=1min hysteresis=0s",
        "failure-max=5000 hysteresis=100 unit=MB, failure-max=5 hysteresis=100MB unit=GB",
        "percentage=sum failure-min=5, percentage=true failure-min=5%",
        "failure-max=1, failure-max=1 percentage=FALSE invert=False hits=0 label="
    })
    void readsTheSameFromAnotherNotation(String one, String other) {
        assertThat(RuleText.parse(Runs.text(other))).isEqualTo(Runs.rule(one));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10:", "~:10", "10:20", "@10:20", "@~:5", "@5:", "-5:0.25"})
    void losesNothingOfANagiosRange(String range) {
        Limit limit = Runs.rule("failure=" + range).limits().failure();

        assertThat(limit).isNotNull();
        assertThat(limit.toRange()).contains(Range.parse(range));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            label=x                                          | failure-max   | a rule needs a limit
            invert=true                                      | invert        | has no bounds to invert
            failure-min=20 failure-max=10                    | failure-min   | 20 is above failure-max 10, so no value would be good
            failure=20:10                                    | failure       | range start 20 is above its end 10
            failure=~:                                       | failure       | has neither a lower nor an upper bound
            failure=10 failure-max=20                        | failure       | is a range beside failure-min or failure-max
            failure=@10:20 invert=true                       | invert        | which is inverted by its @ already
            failure-max=ten                                  | failure-max   | 'ten' is not a number; write one such as 10, 0.5 or 5GB
            failure-max=1,5                                  | failure-max   | '1,5' is not a number
            failure-max=5GB warning-max=3s                   | failure-max   | the unit GB cannot be compared with s
            failure-max=5 hysteresis=-1                      | hysteresis    | -1 is below 0
            failure-min=10 failure-max=20 hysteresis=6       | hysteresis    | is more than half of the distance between the failure bounds
            failure-min=5 percentage=sum label=free          | percentage    | one metric is always 100 % of its own sum
            failure-min=5GB percentage=max                   | unit          | limits that are a percentage have no unit
            failure-max=1 percentage=half                    | percentage    | 'half' is not possible, use one of [none, sum, all, max]
            failure-max=1 hits=-1                            | hits          | '-1' is not a whole number from 0 to 1000
            failure-max=1 hits=1.5                           | hits          | '1.5' is not a whole number from 0 to 1000
            failure-max=1 recover-after=0                    | recover-after | '0' is not a whole number from 1 to 1000
            failure-max=1 timeout=0.5                        | timeout       | '0.5' is not a number from 1 to 1000
            failure-max=1 persist=maybe                      | persist       | 'maybe' is not possible, use one of [false, true]
            failure-max=1 data-source=a                      | data-source   | exists in collectd mode only
            failure-max=1 Failure-Max=2                      | Failure-Max   | a rule has no 'Failure-Max'
            mode=collectd recover-after=2                    | recover-after | '2' is nothing that collectd knows
            mode=collectd nan=bad                            | nan           | 'bad' is nothing that collectd knows
            mode=collectd failure=@1:2                       | failure       | '@1:2' is nothing that collectd knows
            mode=collectd failure-max=5GB                    | unit          | is nothing that collectd knows
            """)
    void refusesWhatMakesNoSense(String text, String key, String message) {
        RuleText.Reading reading = RuleText.read(Runs.text(text));

        assertThat(reading.rule()).isEmpty();
        assertThat(reading.faults()).hasSize(1);
        assertThat(reading.faults().get(0).key()).isEqualTo(key);
        assertThat(reading.faults().get(0).message()).contains(message);
    }

    @Test
    void namesAllFaultsAtOnceInTheOrderOfTheForm() {
        String text = "timeout=never hits=many failure-max=high colour=red";

        assertThat(RuleText.read(Runs.text(text)).faults())
                .extracting(RuleFault::key)
                .containsExactly("colour", "failure-max", "hits", "timeout");
        assertThatThrownBy(() -> Runs.rule(text))
                .isInstanceOf(FaultyRuleException.class)
                .hasMessageContaining("hits: 'many'")
                .hasMessageContaining("timeout: 'never'");
    }

    @Test
    void takesEveryDefaultThatItsFormShows() {
        Map<String, String> text = new HashMap<>(Map.of("failure-max", "1"));
        RuleText.settings().forEach(setting -> text.putIfAbsent(setting.name(), setting.defaultValue()));

        assertThat(RuleText.parse(text)).isEqualTo(Runs.rule("failure-max=1"));
        assertThat(RuleText.parse(text).options()).isEqualTo(Options.DEFAULT);
    }

    @Test
    void readsAUnitOfOurOwn() {
        ThresholdRule rule = RuleText.parse(Map.of("warning-max", "36.6 \u00b0C", "failure-max", "40"));

        assertThat(rule.limits().unit()).isEqualTo(Uom.of("\u00b0C"));
        assertThat(rule.limits().warning()).isEqualTo(new Limit(null, new BigDecimal("36.6"), false));
    }

    @Test
    void neverThrowsWhateverItReads() {
        Random random = new Random(15);
        List<String> keys = RuleText.settings().stream().map(Setting::name).toList();
        String alphabet = "0159.:~@-+ GBMs%eE\u00b0truefalse\n";
        for (int i = 0; i < 5_000; i++) {
            Map<String, String> text = new HashMap<>();
            for (int k = random.nextInt(6); k >= 0; k--) {
                StringBuilder value = new StringBuilder();
                for (int c = random.nextInt(8); c > 0; c--) {
                    value.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                text.put(keys.get(random.nextInt(keys.size())), value.toString());
            }

            RuleText.Reading reading = RuleText.read(text);

            assertThat(reading.rule().isPresent()).isEqualTo(reading.faults().isEmpty());
            reading.rule().ifPresent(rule -> assertThat(RuleText.parse(RuleText.write(rule)))
                    .isEqualTo(rule));
        }
    }
}
