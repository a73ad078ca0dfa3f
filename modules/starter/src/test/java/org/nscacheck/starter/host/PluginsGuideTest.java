/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.nscacheck.plugin.PluginChecks;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.daemon.Programs;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Received;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** An application with the properties that docs/plugins.md shows, as they stand there. */
class PluginsGuideTest {

    private static final Path GUIDE = Path.of("../../docs/plugins.md");

    @EnableAutoConfiguration
    static class Application {}

    private static Map<String, Object> shown() throws Exception {
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        assertThat(block.find()).isTrue();
        MapPropertySource yaml = (MapPropertySource) new YamlPropertySourceLoader()
                .load("guide", new ByteArrayResource(block.group(1).getBytes(StandardCharsets.UTF_8)))
                .get(0);
        Map<String, Object> properties = new HashMap<>();
        for (String name : yaml.getPropertyNames()) {
            properties.put(name, String.valueOf(yaml.getProperty(name)));
        }
        return properties;
    }

    @Test
    void runsTheCommandsAsTheyAreShown() throws Exception {
        assertThat(Programs.require("check_tcp")).hasParent(Path.of("/usr/lib/nagios/plugins"));
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                TestDatabase database = TestPostgres.shared().newDatabase()) {
            Map<String, Object> properties = shown();
            properties.putAll(Map.of(
                    "nscacheck.checks[plugin.port].arguments.port", String.valueOf(database.port()),
                    "nscacheck.checks[plugin.port].arguments.host", database.host(),
                    "nscacheck.executor.spread", "0s",
                    "nscacheck.secrets.key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                    "nscacheck.servers.nagios.host", "127.0.0.1",
                    "nscacheck.servers.nagios.port", String.valueOf(daemon.port()),
                    "nscacheck.servers.nagios.secret", daemon.password(),
                    "nscacheck.servers.nagios.settings.encryption", String.valueOf(daemon.method())));
            properties.putAll(Map.of(
                    "spring.datasource.url", database.jdbcUrl(),
                    "spring.datasource.username", database.username(),
                    "spring.datasource.password", database.password(),
                    "nscacheck.startup-wait", "30s",
                    "nscacheck.host-name", "shop"));
            try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .properties(properties)
                    .run()) {
                assertThat(application.getBean(PluginChecks.class).definitions())
                        .extracting(definition -> definition.key().value())
                        .contains("plugin.port", "plugin.disk");
                Map<String, String> outputs = new HashMap<>();
                for (Received result : daemon.awaitReceived(2)) {
                    outputs.put(result.service(), result.output());
                }
                assertThat(outputs).containsOnlyKeys("Port 5432", "Disk");
                assertThat(outputs.get("Port 5432"))
                        .startsWith("TCP OK - ")
                        .contains("|time=")
                        .contains(";0.5");
                assertThat(outputs.get("Disk")).startsWith("DISK ").contains("|/=");
            }
        }
    }
}
