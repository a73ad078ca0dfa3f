/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuleMarkTest {

    @Test
    void readsWhatAJudgedMessageSays() {
        assertThat(RuleMark.in(RuleMark.sentence("used is 95, above 90", "full") + "; disk is fine"))
                .contains(new RuleMark.Decided("used is 95, above 90", "full"));
        assertThat(RuleMark.in(RuleMark.sentence("used is 95", "my \"own\" rule")))
                .contains(new RuleMark.Decided("used is 95", "my \"own\" rule"));
        assertThat(RuleMark.in("a (rule \"x\"); b\nc")).contains(new RuleMark.Decided("a", "x"));
    }

    @Test
    void readsNothingFromAMessageThatNamesNoRule() {
        assertThat(RuleMark.in("7 mails")).isEmpty();
        assertThat(RuleMark.in("")).isEmpty();
        assertThat(RuleMark.in(RuleMark.sentence("used is 95", "") + "; fine")).isEmpty();
        assertThat(RuleMark.in("a (rule \"x\") and more")).isEmpty();
    }
}
