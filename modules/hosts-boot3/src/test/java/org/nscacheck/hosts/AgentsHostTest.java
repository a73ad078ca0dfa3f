/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Agents and pollers, who bring keys of their own, at an application whose security denies whatever it does not know. */
class AgentsHostTest {

    private static final String POST = "{\"server\":{\"name\":\"web1\",\"key\":\"k\"},\"period\":60,"
            + "\"services\":[{\"name\":\"disk\",\"state\":\"WARN\",\"info\":\"90%\"}]}";

    @Test
    void areLetInByTheirKeysAlone() throws Exception {
        Versions.requireBoot3();
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                TestDatabase database = TestPostgres.shared().newDatabase();
                ConfigurableApplicationContext host = new SpringApplicationBuilder(FullHostTest.Application.class)
                        .web(WebApplicationType.SERVLET)
                        .run(HostArguments.of(
                                database,
                                daemon,
                                "--nscacheck.web.roles.administer=ROLE_ADMIN",
                                "--nscacheck.overc.enabled=true",
                                "--nscacheck.web.plugin-token=0123456789abcdef",
                                "--server.port=0"))) {
            String address = "http://127.0.0.1:" + host.getEnvironment().getRequiredProperty("local.server.port");
            HttpClient client = HttpClient.newHttpClient();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(address + "/overc/api/set/service/status"))
                            .POST(HttpRequest.BodyPublishers.ofString(POST))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("{\"ok\":1}");
            await().untilAsserted(() -> assertThat(daemon.received())
                    .extracting(each -> each.host() + " " + each.service() + " " + each.output())
                    .contains("web1 disk 90%"));
            HttpResponse<String> plugin = client.send(
                    HttpRequest.newBuilder(URI.create(address + "/nscacheck/plugin/mail.queue"))
                            .header("Authorization", "Bearer 0123456789abcdef")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(plugin.body()).isEqualTo("7 mails not sent|unsent=7\n");
            assertThat(Http.get(host, "/overc/ui/api/status/", "").statusCode())
                    .as("everything else stays as the application has it")
                    .isEqualTo(401);
            assertThat(Http.page(host, "/nscacheck/agents")).contains("web1");
        }
    }
}
