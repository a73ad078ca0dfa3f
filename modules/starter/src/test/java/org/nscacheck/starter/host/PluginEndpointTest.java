/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A site whose Nagios polls, and a check of an application. */
class PluginEndpointTest {

    private static final String TOKEN = "0123456789abcdef";

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        daemon.close();
        database.close();
    }

    private ConfigurableApplicationContext start(String token) {
        return new SpringApplicationBuilder(SmallShop.class)
                .web(WebApplicationType.SERVLET)
                .run(HostArguments.of(
                        database, daemon, "--server.port=0", SmallShop.ROLE, "--nscacheck.web.plugin-token=" + token));
    }

    private HttpResponse<String> get(ConfigurableApplicationContext shop, String path, String token) throws Exception {
        String port = shop.getEnvironment().getRequiredProperty("local.server.port");
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void runsACheckAsAPluginAndRecordsNothing() throws Exception {
        try (ConfigurableApplicationContext shop = start(TOKEN)) {
            daemon.awaitReceived(2);
            HttpResponse<String> answer = get(shop, "/nscacheck/plugin/mail.queue", TOKEN);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("7 mails not sent|unsent=7\n");
            assertThat(answer.headers().firstValue("X-Nscacheck-Exit")).hasValue("1");
            assertThat(daemon.received()).hasSize(2);
        }
    }

    @Test
    void answersAsAPluginWhateverIsWrong() throws Exception {
        try (ConfigurableApplicationContext shop = start(TOKEN)) {
            HttpResponse<String> unknown = get(shop, "/nscacheck/plugin/no.such", TOKEN);
            HttpResponse<String> wrong = get(shop, "/nscacheck/plugin/mail.queue", TOKEN + "x");

            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.headers().firstValue("X-Nscacheck-Exit")).hasValue("3");
            assertThat(unknown.body()).isEqualTo("there is no check 'no.such'\n");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.headers().firstValue("X-Nscacheck-Exit")).hasValue("3");
            assertThat(get(shop, "/nscacheck/checks", TOKEN).statusCode())
                    .as("the token opens nothing else")
                    .isEqualTo(401);
        }
    }

    @Test
    void takesNoTokenThatCanBeGuessed() {
        assertThatThrownBy(() -> start("short").close()).hasStackTraceContaining("it must have 16 or more");
    }
}
