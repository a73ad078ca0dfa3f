/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Received;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A host whose beans are made only when somebody asks for them. */
@ExtendWith(OutputCaptureExtension.class)
class LazyInitializationTest {

    private static final String LAZY = "--spring.main.lazy-initialization=true";

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();

    @AfterEach
    void close() {
        daemon.close();
        database.close();
    }

    private static ConfigurableApplicationContext start(WebApplicationType type, String... arguments) {
        return new SpringApplicationBuilder(SmallShop.class).web(type).run(arguments);
    }

    @Test
    void checksAreFoundAndDeliveredAllTheSame(CapturedOutput output) {
        String[] web = HostArguments.of(database, daemon, LAZY, "--server.port=0", SmallShop.ROLE);
        try (ConfigurableApplicationContext shop = start(WebApplicationType.SERVLET, web)) {
            assertThat(shop.getBeanFactory().getBeanDefinition("mails").isLazyInit())
                    .isTrue();
            assertThat(daemon.awaitReceived(2))
                    .extracting(Received::service)
                    .containsExactlyInAnyOrder("Mail queue", "Stock");
            assertThat(output).contains("NSCA-151 screens mounted");
            String port = shop.getEnvironment().getRequiredProperty("local.server.port");
            assertThat(new Shopper(port).get("/nscacheck/checks").body()).contains("7 mails not sent");
        }
    }

    @Test
    void theStartFailsOfWhatWouldStopItOtherwise() {
        start(WebApplicationType.NONE, HostArguments.of(database, daemon)).close();
        String[] lazy = HostArguments.of(database, daemon, LAZY, "--nscacheck.secrets.fail-fast=true");
        String[] withoutKey = Stream.of(lazy)
                .filter(argument -> !argument.matches("--nscacheck\\.(secrets\\.key|servers\\.).*"))
                .toArray(String[]::new);
        assertThatThrownBy(() -> start(WebApplicationType.NONE, withoutKey)).hasStackTraceContaining("server 'nagios'");
    }
}
