/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.Compiler;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.daemon.CoreStatus;
import org.nscacheck.testkit.daemon.Nagios4;
import org.nscacheck.testkit.daemon.NagiosWithNsca;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Does what docs/getting-started.md says, word for word, against the real daemons. */
class GettingStartedTest {

    private static final Path GUIDE = Path.of("../../docs/getting-started.md");

    /** What an existing Nagios has; the guide builds on these two templates of its sample configuration. */
    private static final String EXISTING_NAGIOS = """
            define host {
                name generic-host
                register 0
                contacts nobody
                max_check_attempts 1
                check_period always
                notification_period always
                notification_interval 0
            }
            define service {
                name generic-service
                register 0
                contacts nobody
                check_period always
                notification_period always
                notification_interval 0
                check_interval 1
                retry_interval 1
            }
            """;

    @TempDir
    private Path directory;

    private static List<String> blocks(String language) throws IOException {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        List<String> found = new ArrayList<>();
        while (block.find()) {
            found.add(block.group(1));
        }
        return found;
    }

    private static String block(String language) throws IOException {
        assertThat(blocks(language)).as(language).hasSize(1);
        return blocks(language).get(0);
    }

    @Test
    void asksForTwelveLinesAtTheMost() throws IOException {
        long lines = 0;
        for (String language : List.of("xml", "java", "properties")) {
            lines += block(language).lines().filter(line -> !line.isBlank()).count();
        }
        assertThat(lines).isBetween(5L, 12L);
    }

    @Test
    void namesTheArtifactThatIsBuilt() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        for (String element : List.of("groupId", "version")) {
            assertThat(element(block("xml"), element)).isEqualTo(element(pom, element));
        }
        assertThat(pom).contains("<artifactId>" + element(block("xml"), "artifactId") + "</artifactId>");
    }

    private static String element(String xml, String name) {
        Matcher element =
                Pattern.compile("<" + name + ">([^<]+)</" + name + ">").matcher(xml);
        assertThat(element.find()).as(name).isTrue();
        return element.group(1);
    }

    /** The existing application: its own security, and a bean into which the guide's method is put. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                HibernateJpaAutoConfiguration.class,
                DataJpaRepositoriesAutoConfiguration.class,
                FlywayAutoConfiguration.class
            })
    static class Existing {

        @Bean
        SecurityFilterChain existing(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(basic -> {})
                    .build();
        }

        @Bean
        UserDetailsService people() {
            return new InMemoryUserDetailsManager(User.withUsername("anna")
                    .password("{noop}pw")
                    .roles("ADMIN")
                    .build());
        }
    }

    private Class<?> compiled(String method) throws Exception {
        return Compiler.compile(
                "MailChecks",
                "import java.util.*;\nimport org.nscacheck.*;\npublic class MailChecks {\n" + method + "}\n",
                directory);
    }

    @Test
    void bringsTheFirstResultToNagios() throws Exception {
        Class<?> mails = compiled(block("java"));
        Properties written = new Properties();
        written.load(new StringReader(block("properties")));
        try (NagiosWithNsca nagios = NagiosWithNsca.start(
                        Nagios4.builder().objects(EXISTING_NAGIOS + block("nagios")),
                        NscaDaemon.builder().method(14).password("the daemon's own"));
                TestDatabase database = TestPostgres.shared().newDatabase()) {
            assertThat(written.setProperty("nscacheck.servers.nagios.host", "127.0.0.1"))
                    .isEqualTo("nagios.example.net");
            Properties surroundings = new Properties();
            surroundings.putAll(written);
            surroundings.setProperty("nscacheck.servers.nagios.port", String.valueOf(nagios.port()));
            surroundings.setProperty("NSCA_PASSWORD", "the daemon's own");
            surroundings.setProperty("NSCACHECK_KEY", Base64.getEncoder().encodeToString(new byte[32]));
            surroundings.setProperty("server.port", "0");
            surroundings.setProperty("spring.main.banner-mode", "off");
            surroundings.setProperty("spring.datasource.url", database.jdbcUrl());
            surroundings.setProperty("spring.datasource.username", database.username());
            surroundings.setProperty("spring.datasource.password", database.password());
            try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Existing.class, mails)
                    .properties(surroundings)
                    .resourceLoader(new DefaultResourceLoader(mails.getClassLoader()))
                    .run()) {
                CoreStatus status = nagios.nagios().awaitResult("shop", "Mail queue");
                assertThat(status.state()).isEqualTo(1);
                assertThat(status.output()).isEqualTo("7 mails not sent");
                assertThat(status.performanceData()).isEqualTo("unsent=7");
                await().atMost(Duration.ofSeconds(15))
                        .untilAsserted(() -> assertThat(page(application, "/nscacheck/checks"))
                                .contains("7 mails not sent")
                                .containsPattern(">Sent [-0-9: ]+<"));
            }
        }
    }

    private static String page(ConfigurableApplicationContext application, String path) throws Exception {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        String credentials = Base64.getEncoder().encodeToString("anna:pw".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Authorization", "Basic " + credentials)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
