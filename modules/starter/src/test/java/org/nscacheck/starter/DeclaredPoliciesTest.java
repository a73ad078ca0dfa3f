/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.FaultyConfigurationException;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Received;

/** Threshold rules in properties, from there to what a daemon receives. */
class DeclaredPoliciesTest {

    private static final String RULE = "nscacheck.policies.rule.queue.";

    @Test
    void judgesByARuleOfThePropertiesAndNamesIt() {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            Host.withDatabase()
                    .withPropertyValues(
                            "nscacheck.secrets.key=" + Base64.getEncoder().encodeToString(new byte[32]),
                            "nscacheck.servers.nagios.host=127.0.0.1",
                            "nscacheck.servers.nagios.port=" + daemon.port(),
                            "nscacheck.servers.nagios.secret=" + daemon.password(),
                            "nscacheck.servers.nagios.settings.encryption=" + daemon.method(),
                            RULE + "label=unsent",
                            RULE + "failure-max=6")
                    .withBean(Host.MailChecks.class)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        Received result = daemon.awaitReceived(1).get(0);
                        assertThat(result.returnCode()).isEqualTo(2);
                        assertThat(result.output()).contains("limit is 5", "\"queue\"", "unsent=7;;~:6");
                    });
        }
    }

    @Test
    void startsNothingWithARuleThatMakesNoSense() {
        Host.withDatabase()
                .withPropertyValues(RULE + "label=unsent", RULE + "failure-maximum=6", RULE + "hits=often")
                .withBean(Host.MailChecks.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(FaultyConfigurationException.class)
                        .hasMessageContainingAll("rule 'queue'", "failure-maximum", "hits", "often"));
    }

    @Test
    void namesAPositionThatIsNoNumber() {
        Host.withDatabase()
                .withPropertyValues(RULE + "label=unsent", RULE + "failure-max=6", RULE + "position=first")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("nscacheck.policies.rule.queue", "position 'first'"));
    }
}
