/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.token.Tokens;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The REST API in an application: off until it is switched on, and then opened by tokens. */
class ApiEndpointTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        daemon.close();
        database.close();
    }

    private ConfigurableApplicationContext start(String... arguments) {
        String[] all = HostArguments.of(database, daemon, "--server.port=0", SmallShop.ROLE);
        return new SpringApplicationBuilder(SmallShop.class)
                .web(WebApplicationType.SERVLET)
                .properties(arguments)
                .run(all);
    }

    private HttpResponse<String> get(ConfigurableApplicationContext shop, String token) throws Exception {
        String port = shop.getEnvironment().getRequiredProperty("local.server.port");
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/nscacheck/api/v1/checks"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersWhoeverSendsAToken() throws Exception {
        try (ConfigurableApplicationContext shop = start("nscacheck.api.enabled=true")) {
            daemon.awaitReceived(2);
            String token = shop.getBean(Tokens.class)
                    .create(Actor.SYSTEM, "grafana", Permission.VIEW, Duration.ofDays(1))
                    .text();

            HttpResponse<String> answer = get(shop, token);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"name\":\"mail.queue\"", "7 mails not sent");
            assertThat(get(shop, token + "x").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void isNotThereUnlessItIsSwitchedOn() throws Exception {
        try (ConfigurableApplicationContext shop = start()) {
            assertThat(shop.getBeanProvider(Tokens.class).getIfAvailable()).isNull();
            assertThat(get(shop, "x").statusCode()).isIn(401, 404);
        }
    }
}
